using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>When to look at which key's sessions for closing: each open session has a time here, its <see cref="OpenSession{TContent}.Due"/>.</summary>
/// <remarks>
/// <para>
/// A session that rows extend keeps its time, which then comes too early, and it is put back at the later end; so a row costs the same however many
/// sessions are open. Times whose session is gone are left until they come. They follow from the state, so they are not kept with it.
/// </para>
/// <para>
/// One heap of all times would be as large as the state, and each of them would wait for memory on its way through it. So a heap holds spans of time
/// instead, of which there are few, and each lists its keys as they come.
/// </para>
/// </remarks>
internal sealed class ClosingTimes<TKey>
{
    /// <summary>The gap has between half so many spans and so many.</summary>
    private const int SpansInGap = 128;

    /// <summary>How many spans are found without a search: twice as many as there are in a gap, in which most times lie.</summary>
    private const int NearSpans = 2 * SpansInGap;

    // A span's length is a power of two, and this the power.
    private readonly int _shift;
    private readonly ClosingSpan<TKey>?[] _near = new ClosingSpan<TKey>?[NearSpans];
    private readonly Dictionary<long, ClosingSpan<TKey>> _spans = [];
    private readonly PriorityQueue<long, long> _order = new();
    private readonly Stack<ClosingSpan<TKey>> _spare = new();

    // Those that came when their span had been sorted.
    private readonly PriorityQueue<TKey, long> _between = new();

    public ClosingTimes(long gap) => _shift = System.Numerics.BitOperations.Log2((ulong)Math.Max(1, gap / (SpansInGap / 2)));

    [MethodImpl(HotCode.AtOnce)]
    public void Add(TKey key, long due)
    {
        var number = due >> _shift;
        var span = _near[number & (NearSpans - 1)];
        if (span is null || span.Number != number)
        {
            span = Find(number);
        }

        if (span.IsSorted)
        {
            _between.Enqueue(key, due);
        }
        else
        {
            span.Add(key, due);
        }
    }

    /// <summary>Takes out all keys that are due by <paramref name="limit"/>, in any order.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void Take(long limit, List<(long Due, TKey Key)> into)
    {
        while (_between.TryPeek(out var key, out var due) && due <= limit)
        {
            _between.Dequeue();
            into.Add((due, key));
        }

        while (_order.TryPeek(out var number, out _) && number <= limit >> _shift)
        {
            var span = _spans[number];
            if (Last(number) > limit)
            {
                span.Take(limit, into);
                return;
            }

            span.TakeAll(into);
            Drop(number, span);
        }
    }

    public void Clear()
    {
        while (_order.TryPeek(out var number, out _))
        {
            Drop(number, _spans[number]);
        }

        _between.Clear();
    }

    private long Last(long number) => (number << _shift) | ((1L << _shift) - 1);

    private ClosingSpan<TKey> Find(long number)
    {
        if (!_spans.TryGetValue(number, out var span))
        {
            span = _spare.TryPop(out var spare) ? spare : new ClosingSpan<TKey>();
            span.Begin(number);
            _spans.Add(number, span);
            _order.Enqueue(number, number);
        }

        return _near[number & (NearSpans - 1)] = span;
    }

    // It is the first one.
    private void Drop(long number, ClosingSpan<TKey> span)
    {
        _order.Dequeue();
        _spans.Remove(number);
        span.Clear();
        _spare.Push(span);
        ref var near = ref _near[number & (NearSpans - 1)];
        near = near == span ? null : near;
    }
}
