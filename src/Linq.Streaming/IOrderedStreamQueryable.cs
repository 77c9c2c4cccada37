namespace Linq.Streaming;

/// <summary>A stream query whose elements are sorted within each window instance, so that <c>ThenBy</c> can refine the order.</summary>
/// <typeparam name="T">The type of one element.</typeparam>
public interface IOrderedStreamQueryable<out T> : IStreamQueryable<T>
{
}
