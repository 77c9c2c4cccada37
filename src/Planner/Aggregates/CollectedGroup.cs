using System.Collections;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>A group that a query uses as a whole: its key, its window and its rows in order.</summary>
internal sealed class CollectedGroup<TKey, TElement>(TKey key, TimeWindow window, CollectedRows<TElement> rows)
    : IStreamGrouping<TKey, TElement>, IReadOnlyList<TElement>
{
    public TKey Key => key;

    public TimeWindow Window => window;

    public int Count => rows.Count;

    public TElement this[int index] => (uint)index < (uint)rows.Count ? rows.Rows[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<TElement> GetEnumerator()
    {
        for (var i = 0; i < rows.Count; i++)
        {
            yield return rows.Rows[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
