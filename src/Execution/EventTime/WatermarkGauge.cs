using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>The watermark by which one operator closes windows and judges what is late: the least of its clocks that are not idle.</summary>
/// <remarks>Set at the beginning of each batch, and lasting when the batch commits. Without clocks it is the batch time.</remarks>
internal sealed class WatermarkGauge
{
    private readonly (PartitionWatermarks Watermarks, long Delay)[] _clocks;
    private readonly bool _isDerived;
    private long _last = PartitionWatermarks.None;

    public WatermarkGauge(WatermarkInputs inputs, ExpansionContext context)
    {
        _clocks = [.. inputs.Clocks.Select(clock => (context.Clock(clock.Id), clock.Delay.Ticks))];
        _isDerived = inputs.IsDerived;
    }

    /// <summary>Ticks of UTC; windows that end at or before it close in this batch.</summary>
    public long Close { get; private set; } = PartitionWatermarks.None;

    /// <summary>Ticks of UTC; windows that end at or before it take no more rows.</summary>
    public long Late { get; private set; } = PartitionWatermarks.None;

    /// <summary>Whether windows follow batch time.</summary>
    public bool IsBatchTime => _clocks.Length == 0;

    /// <summary>Begins a batch; at the end of a bounded input everything closes.</summary>
    public void Begin(BatchContext batch)
    {
        Close = batch.IsFlush ? long.MaxValue : Math.Max(_last, IsBatchTime ? batch.Ticks : Least(_clocks));

        // Rows of event time are judged by the watermark in force, and a row of batch time is never behind its batch. Rows that the
        // watermark, or the batch time, has let go come with the windows that it closes.
        Late = _isDerived ? _last : IsBatchTime ? batch.Ticks - 1 : Close;
    }

    public void Commit() => _last = Close;

    /// <summary>Goes back to where it was before a batch that is given up.</summary>
    public void Rollback() => Close = _last;

    /// <summary>What it keeps between batches.</summary>
    public StatePart Part(string name) => new NumbersPart(name, _ => [Close], saved => Restore(saved[0]));

    /// <summary>Takes back the watermark that an earlier run had come to.</summary>
    // Also as the one of the batch: the next may end without beginning here, where its streams have no rows to judge.
    public void Restore(long saved) => (_last, Close) = (saved, saved);

    /// <summary>The least of several watermarks: of those that are not idle, else the greatest.</summary>
    public static long Least(IEnumerable<PartitionWatermarks> clocks) => Least(clocks.Select(clock => (clock, 0L)));

    private static long Least(IEnumerable<(PartitionWatermarks Watermarks, long Delay)> clocks)
    {
        var (least, greatest, isIdle) = (long.MaxValue, PartitionWatermarks.None, true);
        foreach (var (watermarks, delay) in clocks)
        {
            var inForce = watermarks.InForce == PartitionWatermarks.None ? PartitionWatermarks.None : watermarks.InForce - delay;
            greatest = Math.Max(greatest, inForce);
            if (!watermarks.IsIdle)
            {
                isIdle = false;
                least = Math.Min(least, inForce);
            }
        }

        return isIdle ? greatest : least;
    }
}
