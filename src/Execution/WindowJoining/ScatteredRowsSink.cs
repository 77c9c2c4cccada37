using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>Takes the rows of one task, by window and partition.</summary>
internal sealed class ScatteredRowsSink<TKey, TRow>(PartitionOfKey<TKey> partitions, EventWindows windows, WatermarkGauge watermark)
    : PlacedSink<ScatteredRows<TKey, TRow>>(windows, watermark)
{
    private readonly SortedList<long, ScatteredRows<TKey, TRow>> _windows = [];
    private readonly Stack<ScatteredRows<TKey, TRow>> _spare = new();

    /// <summary>The windows that rows fell into, by their start.</summary>
    public SortedList<long, ScatteredRows<TKey, TRow>> Windows => _windows;

    public override void Reset()
    {
        base.Reset();
        foreach (var rows in _windows.Values)
        {
            rows.Clear();
            _spare.Push(rows);
        }

        _windows.Clear();
    }

    protected override ScatteredRows<TKey, TRow> Open(long start)
    {
        if (!_windows.TryGetValue(start, out var rows))
        {
            _windows.Add(start, rows = _spare.TryPop(out var spare) ? spare : new ScatteredRows<TKey, TRow>(partitions));
        }

        return rows;
    }
}
