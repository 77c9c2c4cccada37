using System.Collections;

namespace Linq.Streaming;

/// <summary>What an output receives: the elements of one stream in one batch.</summary>
/// <typeparam name="T">The type of one element.</typeparam>
/// <remarks>It is immutable and belongs to the receiver, who may keep it and read it from any thread.</remarks>
public sealed class Batch<T> : IReadOnlyList<T>
{
    private readonly ArraySegment<T> _items;

    internal Batch(T[] items, DateTimeOffset time, long id, TimeWindow? window, DateTimeOffset? watermark = null)
        : this(new ArraySegment<T>(items), time, id, window, watermark)
    {
    }

    internal Batch(ArraySegment<T> items, DateTimeOffset time, long id, TimeWindow? window, DateTimeOffset? watermark = null)
    {
        _items = items;
        Time = time;
        Id = id;
        Window = window;
        Watermark = watermark;
    }

    /// <summary>The batch time: when the batch's interval ended, in UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The number of the batch: 1 for the first after the zero time, growing by one with each interval, kept across restarts.</summary>
    public long Id { get; }

    /// <summary>The window that all elements belong to; null where elements of several windows, or of none, are in the batch.</summary>
    public TimeWindow? Window { get; }

    /// <summary>
    /// The watermark in force during the batch, which closed windows and judged what is late; <see cref="DateTimeOffset.MaxValue"/> when the input
    /// has ended and every window closes. Null where the elements depend on no event time, or none has been seen.
    /// </summary>
    public DateTimeOffset? Watermark { get; }

    /// <summary>The number of elements.</summary>
    public int Count => _items.Count;

    /// <summary>The element at <paramref name="index"/>, in the order batch, partition, position.</summary>
    public T this[int index] => _items[index];

    /// <summary>The elements as contiguous memory.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Enumerates the elements in order.</summary>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
