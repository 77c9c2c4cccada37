namespace Linq.Streaming;

/// <summary>The results of <c>MapWithState</c>, whose state can be looked at with <c>StateSnapshots</c>.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <typeparam name="TResult">The type of a result.</typeparam>
public interface IMapWithStateQueryable<TKey, TState, out TResult> : IStreamQueryable<TResult>
{
}
