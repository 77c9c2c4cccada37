using Linq.Streaming.Execution.EventTime;

namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>Which times meet: an inner row's in <c>[outer - before, outer + after]</c>, all in ticks, both ends inside.</summary>
/// <remarks>A bound that would lie beyond all ticks is the last one there is, which no row has as its time.</remarks>
internal sealed class JoinInterval(TimeSpan before, TimeSpan after)
{
    // Shorter ones would cost more, each having a table of its own, than the rows that a search need not go through would save.
    private const long ShortestBucket = 100 * TimeSpan.TicksPerMillisecond;

    /// <summary>How long the buckets are in which rows are kept: a quarter of the interval, and at least 100 ms.</summary>
    /// <remarks>So a row looks through at most six of them, and through half as many rows again as lie in its interval.</remarks>
    public long BucketLength { get; } = Math.Max(ShortestBucket, Add(before.Ticks, after.Ticks) / 4);

    /// <summary>The first and the last time of inner rows that an outer row meets.</summary>
    public (long Earliest, long Latest) AroundOuter(long time) => (Subtract(time, before.Ticks), Add(time, after.Ticks));

    /// <summary>The first and the last time of outer rows that an inner row meets.</summary>
    public (long Earliest, long Latest) AroundInner(long time) => (Subtract(time, after.Ticks), Add(time, before.Ticks));

    /// <summary>Outer rows before this time meet none that is still to come.</summary>
    public long OuterLimit(long watermark) => Limit(watermark, after.Ticks);

    /// <summary>Inner rows before this time meet none that is still to come.</summary>
    public long InnerLimit(long watermark) => Limit(watermark, before.Ticks);

    // A row exactly at the watermark may still come. Where the watermark is before or after everything, so is the limit.
    private static long Limit(long watermark, long reach) =>
        watermark is PartitionWatermarks.None or long.MaxValue ? watermark : Subtract(watermark, reach);

    private static long Add(long time, long span)
    {
        var sum = time + span;
        return ((time ^ sum) & (span ^ sum)) >= 0 ? sum : time < 0 ? long.MinValue : long.MaxValue;
    }

    private static long Subtract(long time, long span)
    {
        var difference = time - span;
        return ((time ^ span) & (time ^ difference)) >= 0 ? difference : time < 0 ? long.MinValue : long.MaxValue;
    }
}
