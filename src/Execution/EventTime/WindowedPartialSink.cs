using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Partial accumulators of one partition's rows, by window of event time, or by pane, and key.</summary>
internal sealed class WindowedPartialSink<TKey, TAccumulator>(PartitionOfKey<TKey> partitions, EventWindows windows, WatermarkGauge watermark)
    : PlacedSink<KeyedTable<TKey, TAccumulator>>(windows, watermark)
{
    private readonly SortedList<long, PartialSink<TKey, TAccumulator>> _windows = [];
    private readonly Stack<PartialSink<TKey, TAccumulator>> _spare = new();

    /// <summary>The windows or panes that rows fell into, ascending, each with its partial accumulators.</summary>
    public IReadOnlyDictionary<long, PartialSink<TKey, TAccumulator>> Windows => _windows;

    public override void Reset()
    {
        base.Reset();
        foreach (var sink in _windows.Values)
        {
            sink.Reset();
            _spare.Push(sink);
        }

        _windows.Clear();
    }

    protected override KeyedTable<TKey, TAccumulator> Open(long start)
    {
        if (!_windows.TryGetValue(start, out var sink))
        {
            sink = _spare.TryPop(out var spare) ? spare : new PartialSink<TKey, TAccumulator>(partitions);
            _windows.Add(start, sink);
        }

        if (typeof(TKey) == typeof(ValueTuple))
        {
            // Rows without a key have one entry; it is there from now on, so the loop need not ask.
            sink.Table.GetIndex(default!);
        }

        return sink.Table;
    }
}
