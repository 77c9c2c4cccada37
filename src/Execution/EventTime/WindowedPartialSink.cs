using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Partial accumulators of one partition's rows, by window of event time, or by pane, and key.</summary>
/// <remarks>Rows come nearly in order, so the loop keeps the place of the last row and its tables, and asks here only when a row lies elsewhere.</remarks>
internal sealed class WindowedPartialSink<TKey, TAccumulator>(PartitionOfKey<TKey> partitions, EventWindows windows, WatermarkGauge watermark) : StageSink
{
    /// <summary>No place: every time differs from it by more than any length.</summary>
    public const long Nowhere = long.MinValue;

    private readonly SortedList<long, PartialSink<TKey, TAccumulator>> _windows = [];
    private readonly Stack<PartialSink<TKey, TAccumulator>> _spare = new();

    /// <summary>Where the current place starts: a window, or the pane that rows in the same windows share.</summary>
    public long Start = Nowhere;

    /// <summary>The accumulators of the current place; of its first window where it has several.</summary>
    public KeyedTable<TKey, TAccumulator>? Table;

    /// <summary>The accumulators of all windows of the current place, where a row is taken into each.</summary>
    public KeyedTable<TKey, TAccumulator>[] Tables = [];

    /// <summary>How many of <see cref="Tables"/> there are.</summary>
    public int TableCount;

    /// <summary>Rows left out because all their windows have closed.</summary>
    public long Late;

    /// <summary>The windows or panes that rows fell into, ascending, each with its partial accumulators.</summary>
    public IReadOnlyDictionary<long, PartialSink<TKey, TAccumulator>> Windows => _windows;

    /// <summary>Makes the place of <paramref name="time"/> the current one; false when the row is in no window that is open.</summary>
    /// <param name="time">The row's time; the start of its window where it carries one.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Enter(long time)
    {
        (Start, Table, TableCount) = (Nowhere, null, 0);
        if (OpenPlace.Of(windows, watermark, time, ref Late) is not { } start)
        {
            return false;
        }

        if (windows.Assignment == WindowAssignment.Copies)
        {
            EnterAll(start);
        }
        else
        {
            Table = TableOf(start);
        }

        Start = start;
        return true;
    }

    public override void Reset()
    {
        foreach (var sink in _windows.Values)
        {
            sink.Reset();
            _spare.Push(sink);
        }

        _windows.Clear();
        (Start, Table, TableCount, Late) = (Nowhere, null, 0, 0);
    }

    // The windows that hold the pane, as far as they are open, the last one first.
    private void EnterAll(long pane)
    {
        for (var start = windows.LastStart(pane); start + windows.Length > pane && start + windows.Length > watermark.Late; start -= windows.Slide)
        {
            if (TableCount == Tables.Length)
            {
                Array.Resize(ref Tables, Math.Max(4, TableCount * 2));
            }

            Tables[TableCount++] = TableOf(start);
        }

        Table = Tables[0];
    }

    private KeyedTable<TKey, TAccumulator> TableOf(long start)
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
