using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Takes rows into the state of their window of event time, or of their pane.</summary>
/// <remarks>
/// Where windows share panes, what is due by the watermark in force is given out before rows are merged. Rows for panes of such windows, which come behind
/// the watermark and are in later windows as well, wait in tables that are not part of the state.
/// </remarks>
internal sealed class WindowedStateSink<TKey, TAccumulator>(EventWindows windows, WatermarkGauge watermark) : StateSink<TKey, TAccumulator>
{
    /// <summary>No place: every time differs from it by more than any length.</summary>
    public const long Nowhere = long.MinValue;

    private readonly SortedList<long, KeyedTable<TKey, StateEntry<TAccumulator>>> _waiting = [];
    private readonly Stack<KeyedTable<TKey, StateEntry<TAccumulator>>> _spare = new();

    /// <summary>Where the current place starts: a window, or the pane that rows in the same windows share.</summary>
    public long Start = Nowhere;

    /// <summary>Rows left out because all their windows have closed.</summary>
    public long Late;

    /// <summary>The panes for which rows wait, ascending.</summary>
    public IReadOnlyDictionary<long, KeyedTable<TKey, StateEntry<TAccumulator>>> Waiting => _waiting;

    /// <summary>Makes the place of <paramref name="time"/> the current one; false when the row is in no window that is open.</summary>
    /// <param name="time">The row's time; the start of its window where it carries one.</param>
    [MethodImpl(HotCode.AtOnce)]
    public bool Enter(long time)
    {
        (Start, Table, Window) = (Nowhere, null, null);
        if (OpenPlace.Of(windows, watermark, time, ref Late) is not { } start)
        {
            return false;
        }

        if (IsBehind(start))
        {
            Table = WaitingAt(start);
        }
        else
        {
            Window = Merge.Store.Open(start);
            Table = Window.Table;
        }

        if (typeof(TKey) == typeof(ValueTuple))
        {
            TouchOnly();
        }

        Start = start;
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        foreach (var table in _waiting.Values)
        {
            table.Clear();
            _spare.Push(table);
        }

        _waiting.Clear();
        (Start, Table, Window, Late) = (Nowhere, null, null, 0);
    }

    private bool IsBehind(long pane) => windows.Assignment == WindowAssignment.Panes
        && watermark.Late is not PartitionWatermarks.None and not long.MaxValue
        && pane < windows.EndUpTo(watermark.Late);

    private KeyedTable<TKey, StateEntry<TAccumulator>> WaitingAt(long pane)
    {
        if (!_waiting.TryGetValue(pane, out var table))
        {
            _waiting.Add(pane, table = _spare.TryPop(out var spare) ? spare : new());
        }

        return table;
    }

    // Rows without a key have one entry; it is there from now on, so the loop need not ask.
    private void TouchOnly()
    {
        var index = Table!.GetIndex(default!);
        if (Table.Slots[index].Value.Stamp != Stamp)
        {
            TouchFirst(index);
        }
    }
}
