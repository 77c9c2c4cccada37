namespace Linq.Streaming.Execution.Sessions;

/// <summary>When to look at which place for a session to close: each open session has one time here, not after its end.</summary>
/// <remarks>
/// <para>
/// A session that rows extend keeps its time, which then comes too early, and it is put back at the later end; so a row costs the same however many
/// sessions are open. Times follow from the state, so they are not kept with it.
/// </para>
/// <para>
/// One heap of all times would be as large as the state, and each of them would wait for memory on its way through it. So a heap holds spans of time
/// instead, of which there are few, and each lists its places as they come.
/// </para>
/// </remarks>
internal sealed class ClosingTimes
{
    /// <summary>The gap has between half so many spans and so many.</summary>
    private const int SpansInGap = 512;

    /// <summary>How many spans are found without a search: twice as many as there are in a gap, in which most times lie.</summary>
    private const int NearSpans = 2 * SpansInGap;

    // A span's length is a power of two, and this the power.
    private readonly int _shift;
    private readonly ClosingSpan?[] _near = new ClosingSpan?[NearSpans];
    private readonly Dictionary<long, ClosingSpan> _spans = [];
    private readonly PriorityQueue<long, long> _order = new();
    private readonly Stack<ClosingSpan> _spare = new();

    // Those that came when their span had been sorted.
    private readonly PriorityQueue<int, long> _between = new();

    public ClosingTimes(long gap) => _shift = System.Numerics.BitOperations.Log2((ulong)Math.Max(1, gap / (SpansInGap / 2)));

    public void Add(int place, long due)
    {
        var number = due >> _shift;
        var span = _near[number & (NearSpans - 1)];
        if (span is null || span.Number != number)
        {
            span = Find(number);
        }

        if (span.IsSorted)
        {
            _between.Enqueue(place, due);
        }
        else
        {
            span.Add(place, due);
        }
    }

    /// <summary>Takes out all places that are due by <paramref name="limit"/>, in any order.</summary>
    public void Take(long limit, List<int> into)
    {
        while (_between.TryPeek(out var place, out var due) && due <= limit)
        {
            _between.Dequeue();
            into.Add(place);
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

    private ClosingSpan Find(long number)
    {
        if (!_spans.TryGetValue(number, out var span))
        {
            span = _spare.TryPop(out var spare) ? spare : new ClosingSpan();
            span.Begin(number);
            _spans.Add(number, span);
            _order.Enqueue(number, number);
        }

        return _near[number & (NearSpans - 1)] = span;
    }

    // It is the first one.
    private void Drop(long number, ClosingSpan span)
    {
        _order.Dequeue();
        _spans.Remove(number);
        _spare.Push(span);
        ref var near = ref _near[number & (NearSpans - 1)];
        near = near == span ? null : near;
    }
}
