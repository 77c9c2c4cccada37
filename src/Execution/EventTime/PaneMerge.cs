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
///   total                  c   d   e                 what the next window shares with it
///   next window            [ c   d   e   f )         f enters when the watermark has reached its end
/// </code>
/// <para>
/// So a pane enters and leaves once for each of its keys, however many windows share it. The store holds the panes from the position on, and what came
/// for earlier ones when they had entered: such rows are in later windows that are open.
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

    private readonly PaneTotal<TKey, TAccumulator, TTotal> _total = new(hash, functions);
    private long _position = Start;
    private long _committed = Start;
    private bool _hasMerged;
    private bool _isGivenOut;

    /// <summary>What the next window shares with the last one.</summary>
    public PaneTotal<TKey, TAccumulator, TTotal> Total => _total;

    /// <summary>The end of the last window that has been given out, or passed without rows.</summary>
    public long Position => _position;

    /// <summary>Takes back the position that an earlier run had come to.</summary>
    public void Restore(long position) => (_position, _committed) = (position, position);

    /// <summary>The totals of the window that is given out.</summary>
    public KeyedTable<TKey, StateEntry<TTotal>> Totals => _total.Table;

    // Where the next window starts: earlier panes are in none that is open.
    private long NextStart => _position + windows.Slide - windows.Length;

    public override void Begin()
    {
        base.Begin();
        _total.Begin(Version, Captured);
        (_position, _hasMerged, _isGivenOut) = (_committed, false, false);
    }

    public override MergeStep Next()
    {
        if (_isGivenOut)
        {
            _total.Leave(NextStart, Store);
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
            _total.RenewStale(Store, _position);
        }

        return GiveOut(watermark.Close) ? MergeStep.GiveOut : MergeStep.End;
    }

    public override void Rollback(long batch)
    {
        base.Rollback(batch);
        _total.Rollback(StateVersions.OfRows(batch, 0));
        _position = _committed;
    }

    public override void Commit()
    {
        base.Commit();
        _total.Commit(Version);
        _committed = _position;
    }

    // The first window starts where the first pane is, wherever that may be.
    protected override long DueCount => _position == Start || _position + windows.Slide <= watermark.Close ? Stores.Sum(kept => kept.Count) : 0;

    protected override void BeforeMerge(long window)
    {
        if (window >= _position)
        {
            return;
        }

        var behind = Store.Find(window)!.Table;
        if (Entries.Waiting is { } waiting)
        {
            for (var position = 0; position < waiting.Count; position++)
            {
                ref var slot = ref waiting.Slots[waiting.SlotAt(position)];
                _total.AddBehind(behind, slot.Key, ref slot.Value.Value);
            }
        }

        if (Entries.Partial is { } table)
        {
            for (var position = 0; position < table.Count; position++)
            {
                ref var slot = ref table.Slots[table.SlotAt(position)];
                _total.AddBehind(behind, slot.Key, ref slot.Value);
            }
        }

        for (var i = 0; i < (Entries.Run?.Count ?? 0); i++)
        {
            _total.AddBehind(behind, Entries.Run!.Entries[i].Key, ref Entries.Run.Entries[i].Value);
        }
    }

    // Moves on to the next window that ends at or before the limit and has rows; false when there is none.
    private bool GiveOut(long limit)
    {
        if (limit == PartitionWatermarks.None || (_total.IsEmpty(Store, _position) && !Skip(limit)))
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
        _total.Make(Store, end);
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
            _total.Enter(pane.Start, pane.Table);
            Store.RemoveWindow(pane.Start);
        }
    }
}
