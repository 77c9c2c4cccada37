using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>Takes rows straight to where the only partition keeps them. A repeated attempt cuts off what the last one has added.</summary>
internal sealed class KeptRowsSink<TKey, TRow>(WindowJoinPartition partition, SideWindows<TKey, TRow> side, EventWindows windows, WatermarkGauge watermark)
    : PlacedSink<JoinedRows<TKey, TRow>>(windows, watermark)
{
    private readonly Dictionary<JoinedRows<TKey, TRow>, int> _counts = [];
    private long _batch = long.MinValue;

    public override void Reset()
    {
        base.Reset();
        if (_batch == partition.Batch)
        {
            foreach (var (rows, count) in _counts)
            {
                rows.CutTo(count);
            }
        }

        _batch = partition.Batch;
        _counts.Clear();
    }

    protected override JoinedRows<TKey, TRow> Open(long start)
    {
        var rows = side.Open(start);
        _counts.TryAdd(rows, rows.Count);
        return rows;
    }
}
