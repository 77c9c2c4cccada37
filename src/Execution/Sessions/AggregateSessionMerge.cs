using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.EventTime;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>One partition of sessions that are given out: when they close and, where early results are wanted, whenever a batch has touched them.</summary>
internal sealed class AggregateSessionMerge<TKey, TPartial, TContent>(
    int partition, long gap, WatermarkGauge watermark, SessionContents<TPartial, TContent> contents, bool isEarly)
    : SessionMerge<TKey, TPartial, TContent>(gap, watermark, contents)
{
    /// <summary>Below the partition's number in a mark there is room for this many bits of a session's number.</summary>
    private const int NumberBits = 40;

    private readonly long _gap = gap;
    private readonly ClosingOrder _order = new();
    private readonly List<(TKey Key, long Time)> _touched = [];
    private GivenSession<TKey, TContent>[] _closed = [];
    private int _closedCount;

    /// <summary>The sessions that the batch gives out; the first <see cref="GivenCount"/> of them.</summary>
    public GivenSession<TKey, TContent>[] Given = [];

    public int GivenCount;

    [MethodImpl(HotCode.AtOnce)]
    public override void OnClosed(TKey key, in OpenSession<TContent> session)
    {
        if (_closedCount == _closed.Length)
        {
            Array.Resize(ref _closed, Math.Max(16, _closedCount * 2));
        }

        Set(ref _closed[_closedCount++], key, session, 0);
        _order.Add(session.First, SessionEnd.Of(session.Last, _gap));
    }

    protected override void Begin()
    {
        _touched.Clear();
        _order.Clear();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<GivenSession<TKey, TContent>>())
        {
            Array.Clear(_closed, 0, _closedCount);
            Array.Clear(Given, 0, GivenCount);
        }

        (_closedCount, GivenCount) = (0, 0);
    }

    protected override void OnTaken(TKey key, long time)
    {
        if (isEarly)
        {
            _touched.Add((key, time));
        }
    }

    protected override void Complete()
    {
        Reserve(_closedCount);
        var firstMark = ((long)partition << NumberBits) + 1;
        foreach (var (_, number) in _order.Sort())
        {
            Given[GivenCount] = _closed[number];
            Given[GivenCount].Mark = firstMark + GivenCount;
            GivenCount++;
        }

        if (isEarly)
        {
            GiveTouched();
        }
    }

    private void GiveTouched()
    {
        var given = new HashSet<(TKey Key, long First)>();
        foreach (var (key, time) in _touched)
        {
            if (Open.TryFind(key, time, out var session) && given.Add((key, session.First)))
            {
                Reserve(GivenCount + 1);
                Set(ref Given[GivenCount++], key, session, Timed<TKey>.Early);
            }
        }
    }

    private void Reserve(int count)
    {
        if (count > Given.Length)
        {
            Array.Resize(ref Given, Math.Max(Math.Max(16, count), Given.Length * 2));
        }
    }

    [MethodImpl(HotCode.AtOnce)]
    private void Set(ref GivenSession<TKey, TContent> given, TKey key, in OpenSession<TContent> session, long mark)
    {
        (given.Key, given.First, given.End, given.Mark) = (key, session.First, SessionEnd.Of(session.Last, _gap), mark);
        given.Content = session.Content;
    }
}
