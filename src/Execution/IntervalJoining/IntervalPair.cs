namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>Two rows that have met, with the time of the later one; or an outer row that has met none, with the default and its own time.</summary>
internal readonly struct IntervalPair<TOuter, TInner>(TOuter outer, TInner? inner, long time)
{
    public readonly TOuter Outer = outer;

    public readonly TInner? Inner = inner;

    public readonly long Time = time;
}
