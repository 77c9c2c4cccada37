using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>The watermark of a join by event time, the smaller of its sides', and what is late on each of them.</summary>
/// <remarks>
/// The two gauges have the same clocks, so they stand at the same time. They differ where one side's rows come when the watermark lets them: those are not judged by the one
/// that has let them go, while rows of the other side are.
/// </remarks>
internal sealed class JoinWatermark(WatermarkInputs outer, WatermarkInputs inner, ExpansionContext context)
{
    public WatermarkGauge Outer { get; } = new(outer, context);

    public WatermarkGauge Inner { get; } = new(inner, context);

    /// <summary>How far time has come: no row with an earlier time is taken after this batch, and windows that end by it close.</summary>
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

    /// <summary>Goes back to where it was before a batch that is given up.</summary>
    public void Rollback()
    {
        Outer.Rollback();
        Inner.Rollback();
    }

    /// <summary>What it keeps between batches.</summary>
    public StatePart Part(string name) => new NumbersPart(name, _ => [Close], saved =>
    {
        Outer.Restore(saved[0]);
        Inner.Restore(saved[0]);
    });
}
