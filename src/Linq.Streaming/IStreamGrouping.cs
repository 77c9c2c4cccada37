namespace Linq.Streaming;

/// <summary>The elements of one window instance that share a key.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TElement">The type of one element.</typeparam>
/// <remarks>
/// Inside a query, LINQ's own aggregates over a group (<c>Count</c>, <c>Sum</c>, <c>Max</c>, …) are computed as the elements
/// pass, without the group ever being built. Where a query uses a group in another way its elements are collected, in the
/// order batch, partition, position.
/// </remarks>
public interface IStreamGrouping<out TKey, out TElement> : IGrouping<TKey, TElement>
{
    /// <summary>The window instance that the elements belong to. For an ungrouped-by-window batch it is the batch itself.</summary>
    TimeWindow Window { get; }
}
