using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Execution.Windows;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>One partition of an aggregation by overlapping windows of event time: a row is taken into one pane, and a total moves over the panes.</summary>
/// <remarks>
/// <code>
///   panes      ... | a | b | c | d | e | f | g |     windows of 4 panes, sliding by 1
///   last window        [ b   c   d   e )             given out: its end is the position
///   totals                 c   d   e                 what the next window shares with it
///   next window            [ c   d   e   f )         f enters when the watermark has reached its end
/// </code>
/// <para>
/// So a pane enters and leaves once for each of its keys, however many windows share it. A row that comes behind the position, whose later windows are
/// open, is added to its pane and to the total; where a total can only be moved on, that key's is made anew from its panes.
/// </para>
/// <para>
/// What is due by the watermark in force is given out before the batch's rows are merged: those that come behind it are in open windows
/// only. Rows that the watermark has let go come together with the windows that it closes, so these are given out after them.
/// </para>
/// </remarks>
internal sealed class PaneMerge<TKey, TAccumulator, TTotal>(
    StableHasher<TKey> hash, EventWindows windows, AccumulatorFunctions<TAccumulator> functions, WatermarkGauge watermark)
    : StateMerge<TKey, TAccumulator>(new InMemoryStateStore<TKey, TAccumulator>(hash))
    where TTotal : struct, IWindowTotal<TTotal, TAccumulator>
{
    /// <summary>No window has been given out, and none can have been.</summary>
    private const long Start = long.MinValue;

    private const long Everything = 0;
    private readonly InMemoryStateStore<TKey, TTotal> _totals = new(hash);
    private readonly KeyedTable<TKey, bool> _stale = new();
    private long _position = Start;
    private long _committed = Start;
    private bool _hasMerged;
    private bool _isGivenOut;
    private bool _isRestored;

    /// <summary>The totals of the window that is given out.</summary>
    public KeyedTable<TKey, StateEntry<TTotal>> Totals => _totals.Open(Everything).Table;

    public override void Begin()
    {
        base.Begin();
        _totals.Rollback(Version);
        _totals.Begin(Version);
        _stale.Clear();
        (_position, _hasMerged, _isGivenOut) = (_committed, false, false);
        if (_isRestored)
        {
            // The totals follow from the panes.
            Enter(_position + windows.Slide - windows.Length, _position);
        }
    }

    public override MergeStep Next()
    {
        if (_isGivenOut)
        {
            Leave();
            _isGivenOut = false;
        }

        if (!_hasMerged)
        {
            if (GiveOut(watermark.Late))
            {
                return MergeStep.GiveOut;
            }

            if (NextRun())
            {
                return MergeStep.Merge;
            }

            _hasMerged = true;
            RenewStale();
        }

        return GiveOut(watermark.Close) ? MergeStep.GiveOut : MergeStep.End;
    }

    public override int OutputAt(int position) => Totals.SlotAt(position);

    public override void Commit()
    {
        base.Commit();
        _totals.Commit(Version);
        (_committed, _isRestored) = (_position, false);
    }

    public override void OnRestored(long closed)
    {
        _committed = closed == PartitionWatermarks.None ? Start : windows.EndUpTo(closed);
        _isRestored = _committed != Start;
    }

    protected override void BeforeMerge(long window)
    {
        if (window >= _position)
        {
            return;
        }

        var pane = Store.Find(window)!;
        if (Partial is { } table)
        {
            for (var position = 0; position < table.Count; position++)
            {
                ref var slot = ref table.Slots[table.SlotAt(position)];
                AddBehind(pane, slot.Key, ref slot.Value);
            }
        }

        for (var i = 0; i < (Run?.Count ?? 0); i++)
        {
            AddBehind(pane, Run!.Entries[i].Key, ref Run.Entries[i].Value);
        }
    }

    private void AddBehind(StateWindow<TKey, TAccumulator> pane, TKey key, ref TAccumulator more)
    {
        if (pane.Start < _position + windows.Slide - windows.Length)
        {
            // It has left the total; the row is in no window that is open, or it would have been late.
            return;
        }

        var isIn = pane.Table.Find(key) is >= 0 and var index && pane.Table.Slots[index].Value.Exists;
        ref var total = ref _totals.Touch(Everything, key, out _);
        if (!TTotal.TryAdd(ref total, ref more, !isIn, functions, Captured))
        {
            _stale.GetIndex(key);
        }
    }

    private void RenewStale()
    {
        for (var position = 0; position < _stale.Count; position++)
        {
            var key = _stale.Slots[_stale.SlotAt(position)].Key;
            ref var total = ref _totals.Touch(Everything, key, out _);
            total = default;
            for (var pane = Store.FirstFrom(_position + windows.Slide - windows.Length); pane is not null && pane.Start < _position; pane = Store.FirstFrom(pane.Start + 1))
            {
                if (pane.Table.Find(key) is >= 0 and var index && pane.Table.Slots[index].Value.Exists)
                {
                    TTotal.Enter(ref total, ref pane.Table.Slots[index].Value.Value, functions, Captured);
                }
            }
        }

        _stale.Clear();
    }

    // Moves on to the next window that ends at or before the limit and has rows; false when there is none.
    private bool GiveOut(long limit)
    {
        if (limit == PartitionWatermarks.None)
        {
            return false;
        }

        if (_totals.Count == 0 && !Skip(limit))
        {
            return false;
        }

        var end = _position + windows.Slide;
        if (end > limit)
        {
            return false;
        }

        Enter(_position, end);
        _position = end;
        (WindowStart, WindowEnd, OutputCount) = (end - windows.Length, end, Totals.Count);
        _isGivenOut = true;
        return true;
    }

    // Where no row is in the next window, goes on to the first that has any; false when it does not end by the limit.
    private bool Skip(long limit)
    {
        var upTo = limit == long.MaxValue ? limit : windows.EndUpTo(limit);
        var first = Store.FirstFrom(_position)?.Start;
        if (first is null || windows.FirstEnd(first.Value) > upTo)
        {
            _position = limit == long.MaxValue ? _position : Math.Max(_position, upTo);
            return false;
        }

        _position = Math.Max(_position, windows.FirstEnd(first.Value) - windows.Slide);
        return true;
    }

    private void Enter(long from, long until)
    {
        for (var pane = Store.FirstFrom(from); pane is not null && pane.Start < until; pane = Store.FirstFrom(pane.Start + 1))
        {
            var totals = _totals.Open(Everything);
            var table = pane.Table;
            for (var position = 0; position < table.Count; position++)
            {
                ref var slot = ref table.Slots[table.SlotAt(position)];
                if (slot.Value.Exists)
                {
                    var index = totals.Touch(slot.Key, out _);
                    TTotal.Enter(ref totals.Table.Slots[index].Value.Value, ref slot.Value.Value, functions, Captured);
                }
            }
        }
    }

    // Panes that the next window does not share are in none that is open.
    private void Leave()
    {
        var until = _position + windows.Slide - windows.Length;
        while (Store.FirstWindow is { } first && first < until)
        {
            var table = Store.Find(first)!.Table;
            var totals = _totals.Open(Everything);
            for (var position = 0; position < table.Count; position++)
            {
                ref var slot = ref table.Slots[table.SlotAt(position)];
                if (!slot.Value.Exists)
                {
                    continue;
                }

                var index = totals.Touch(slot.Key, out _);
                if (TTotal.Leave(ref totals.Table.Slots[index].Value.Value, ref slot.Value.Value, functions, Captured))
                {
                    _totals.Remove(Everything, slot.Key);
                }
            }

            Store.RemoveWindow(first);
        }
    }
}
