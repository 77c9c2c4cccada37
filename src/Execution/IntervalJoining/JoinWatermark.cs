using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>The watermark of an interval join, the smaller of its sides', and what is late on each of them.</summary>
/// <remarks>
/// The two gauges have the same clocks, so they stand at the same time. They differ where one side's rows come when the watermark lets them: those are not judged by the one
/// that has let them go, while rows of the other side are.
/// </remarks>
internal sealed class JoinWatermark(IntervalJoinedDStream template, ExpansionContext context)
{
    public WatermarkGauge Outer { get; } = new(template.OuterWatermark, context);

    public WatermarkGauge Inner { get; } = new(template.InnerWatermark, context);

    /// <summary>How far time has come: no row with an earlier time is taken after this batch.</summary>
    public long Close => Outer.Close;

    public void Begin(BatchContext batch)
    {
        Outer.Begin(batch);
        Inner.Begin(batch);
    }

    public void Commit()
    {
        Outer.Commit();
        Inner.Commit();
    }

    public long Save() => Outer.Save();

    public void Restore(long saved)
    {
        Outer.Restore(saved);
        Inner.Restore(saved);
    }
}
