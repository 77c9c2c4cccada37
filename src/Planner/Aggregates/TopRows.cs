namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The first rows in an order, as an accumulator slot: a heap whose top is the last of them.</summary>
/// <remarks>A partial accumulator is changed in place. Combining makes a new heap, so that an older copy stays what it was.</remarks>
internal struct TopRows<TKey, T>
{
    private Entry[]? _heap;
    private int _count;
    private long _seen;

    /// <summary>Takes in a row; equal keys keep the order in which their rows came.</summary>
    public void Add(TKey key, T row, int limit, IComparer<TKey> comparer) => Offer(new Entry(key, _seen++, row), limit, comparer);

    /// <summary>These rows and those of <paramref name="later"/>, which came after them.</summary>
    public readonly TopRows<TKey, T> With(TopRows<TKey, T> later, int limit, IComparer<TKey> comparer)
    {
        var both = new TopRows<TKey, T> { _heap = [.. (_heap ?? []).Take(_count)], _count = _count, _seen = _seen + later._seen };
        for (var i = 0; i < later._count; i++)
        {
            var entry = later._heap![i];
            both.Offer(entry with { Position = _seen + entry.Position }, limit, comparer);
        }

        return both;
    }

    /// <summary>The rows in order.</summary>
    public readonly T[] ToArray(IComparer<TKey> comparer)
    {
        Entry[] sorted = [.. (_heap ?? []).Take(_count)];
        Array.Sort(sorted, (x, y) => Compare(x, y, comparer));
        return Array.ConvertAll(sorted, entry => entry.Row);
    }

    private void Offer(Entry entry, int limit, IComparer<TKey> comparer)
    {
        if (_count < limit)
        {
            Append(entry);
            Rise(comparer);
        }
        else if (limit > 0 && Compare(entry, _heap![0], comparer) < 0)
        {
            _heap[0] = entry;
            Sink(comparer);
        }
    }

    private void Append(Entry entry)
    {
        if (_heap is null || _count == _heap.Length)
        {
            Array.Resize(ref _heap, Math.Max(4, _count * 2));
        }

        _heap[_count++] = entry;
    }

    private readonly void Rise(IComparer<TKey> comparer)
    {
        for (var index = _count - 1; index > 0 && Compare(_heap![index], _heap[(index - 1) / 2], comparer) > 0; index = (index - 1) / 2)
        {
            (_heap[index], _heap[(index - 1) / 2]) = (_heap[(index - 1) / 2], _heap[index]);
        }
    }

    private readonly void Sink(IComparer<TKey> comparer)
    {
        for (var index = 0; (2 * index) + 1 < _count;)
        {
            var child = (2 * index) + 1;
            child += child + 1 < _count && Compare(_heap![child + 1], _heap[child], comparer) > 0 ? 1 : 0;
            if (Compare(_heap![index], _heap[child], comparer) >= 0)
            {
                return;
            }

            (_heap[index], _heap[child]) = (_heap[child], _heap[index]);
            index = child;
        }
    }

    private static int Compare(in Entry x, in Entry y, IComparer<TKey> comparer) =>
        comparer.Compare(x.Key, y.Key) is var order && order != 0 ? order : x.Position.CompareTo(y.Position);

    private readonly record struct Entry(TKey Key, long Position, T Row);
}
