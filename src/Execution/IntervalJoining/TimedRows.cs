using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;

namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>Rows of one side of an interval join with their keys and times, in a list for each partition after the shuffle.</summary>
/// <remarks>
/// A row behind the watermark is late and left out, though its partners may still be kept. So the later row of a pair, which gives the pair its time, never lies behind the
/// watermark, and what follows by those times has no late rows of the join's making.
/// </remarks>
internal sealed class TimedRows<TKey, TRow>(PartitionOfKey<TKey> partitions, WatermarkGauge watermark, bool keepsNullKeys) : StageSink
{
    private readonly List<TimedRow<TKey, TRow>>[] _rows = [.. Enumerable.Range(0, partitions.Count).Select(_ => new List<TimedRow<TKey, TRow>>())];

    /// <summary>Rows left out as late.</summary>
    public long LateCount { get; private set; }

    public List<TimedRow<TKey, TRow>> RowsFor(int partition) => _rows[partition];

    /// <summary>Whether a row with this time is to be added; it is counted as late where not.</summary>
    public bool Takes(long time)
    {
        // Before anything has been seen the watermark is less than all times.
        if (time >= watermark.Late)
        {
            return true;
        }

        LateCount++;
        return false;
    }

    // A null key meets none. Rows that are given all the same are kept by it.
    public void Add(TKey key, TRow row, long time)
    {
        if (key is not null || keepsNullKeys)
        {
            _rows[partitions.Of(key)].Add(new TimedRow<TKey, TRow>(key, row, time));
        }
    }

    public override void Reset()
    {
        foreach (var rows in _rows)
        {
            rows.Clear();
        }

        LateCount = 0;
    }
}
