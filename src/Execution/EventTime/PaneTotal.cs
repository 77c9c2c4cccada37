using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Execution.Windows;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>The panes that the next window shares with the last one, and the total of each key over them. A pane's entries lie side by side: they are read once more, when it leaves.</summary>
/// <remarks>
/// What comes for a pane that has entered is kept in the store, as a batch of its own that enters after the pane's and leaves after it. Where a total can only be
/// moved on, not added to, that key's is made anew from everything that has entered, for all such keys in one pass.
/// </remarks>
internal sealed class PaneTotal<TKey, TAccumulator, TTotal>(StableHasher<TKey> hash, AccumulatorFunctions<TAccumulator> functions)
    where TTotal : struct, IWindowTotal<TTotal, TAccumulator>
{
    private const long Everything = 0;
    private readonly BatchQueue<TKey, TAccumulator> _panes = new();
    private readonly InMemoryStateStore<TKey, TTotal> _totals = new(hash);
    private readonly KeyedTable<TKey, StateEntry<TTotal>> _made = new();
    private readonly KeyedTable<TKey, bool> _stale = new();
    private object?[] _captured = [];
    private long _version = long.MinValue;

    /// <summary>The panes that have entered.</summary>
    public BatchQueue<TKey, TAccumulator> Panes => _panes;

    /// <summary>The totals that move on from window to window; none where they are made anew for each.</summary>
    public InMemoryStateStore<TKey, TTotal> Kept => _totals;

    /// <summary>The totals.</summary>
    public KeyedTable<TKey, StateEntry<TTotal>> Table => TTotal.IsKept ? _totals.Open(Everything).Table : _made;

    /// <summary>Whether nothing is in the total; panes before <paramref name="position"/> have entered.</summary>
    public bool IsEmpty(InMemoryStateStore<TKey, TAccumulator> store, long position) => TTotal.IsKept
        ? _totals.Count == 0
        : _panes.Oldest is null && !(store.FirstWindow < position);

    /// <summary>Starts an attempt: what an earlier one has changed is undone.</summary>
    public void Begin(long version, object?[] captured)
    {
        (_version, _captured) = (version, captured);
        _panes.Rollback(version);
        _totals.Rollback(version);
        _totals.Begin(version);
        _stale.Clear();
    }

    /// <summary>Undoes a version and all later ones.</summary>
    public void Rollback(long version)
    {
        _panes.Rollback(version);
        _totals.Rollback(version);
    }

    public void Commit(long version)
    {
        _panes.Commit(version);
        _totals.Commit(version);
    }

    /// <summary>Takes in a pane that comes after those that have entered.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void Enter(long pane, KeyedTable<TKey, StateEntry<TAccumulator>> table)
    {
        var run = _panes.Enter(_version, pane, table)!.Run;
        if (!TTotal.IsKept)
        {
            return;
        }

        var totals = _totals.Open(Everything);
        for (var i = 0; i < run.Count; i++)
        {
            var index = totals.Touch(run.Entries[i].Key, out _);
            TTotal.Enter(ref totals.Table.Slots[index].Value.Value, ref run.Entries[i].Value, functions, _captured);
        }
    }

    /// <summary>Makes totals that are not kept, of all panes and what came behind for them; panes before <paramref name="position"/> have entered.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void Make(InMemoryStateStore<TKey, TAccumulator> store, long position)
    {
        if (TTotal.IsKept)
        {
            return;
        }

        _made.Clear();
        foreach (var pane in _panes.Batches)
        {
            for (var i = 0; i < pane.Run.Count; i++)
            {
                Make(pane.Run.Entries[i].Key, ref pane.Run.Entries[i].Value);
            }
        }

        for (var behind = store.FirstFrom(long.MinValue); behind is not null && behind.Start < position; behind = store.FirstFrom(behind.Start + 1))
        {
            for (var i = 0; i < behind.Table.Count; i++)
            {
                ref var slot = ref behind.Table.Slots[behind.Table.SlotAt(i)];
                if (slot.Value.Exists)
                {
                    Make(slot.Key, ref slot.Value.Value);
                }
            }
        }
    }

    /// <summary>Takes out all panes before <paramref name="until"/>, and what came behind for them, which leaves <paramref name="store"/>.</summary>
    public void Leave(long until, InMemoryStateStore<TKey, TAccumulator> store)
    {
        while (true)
        {
            var pane = _panes.Oldest is { } oldest && oldest.Time < until ? oldest.Time : long.MaxValue;
            var behind = store.FirstWindow is { } first && first < until ? first : long.MaxValue;
            if (pane == long.MaxValue && behind == long.MaxValue)
            {
                return;
            }

            if (pane <= behind)
            {
                LeavePane();
            }
            else
            {
                LeaveBehind(store, behind);
            }
        }
    }

    /// <summary>Takes in more of a key of a pane that has entered; <paramref name="behind"/> is what had come behind for it before.</summary>
    public void AddBehind(KeyedTable<TKey, StateEntry<TAccumulator>> behind, TKey key, ref TAccumulator more)
    {
        if (!TTotal.IsKept)
        {
            return;
        }

        var isNew = behind.Find(key) is var index && (index < 0 || !behind.Slots[index].Value.Exists);
        ref var total = ref _totals.Touch(Everything, key, out _);
        if (!TTotal.TryAdd(ref total, ref more, isNew, functions, _captured))
        {
            _stale.GetIndex(key);
        }
    }

    /// <summary>Makes the totals anew that could not be added to; panes before <paramref name="position"/> have entered.</summary>
    public void RenewStale(InMemoryStateStore<TKey, TAccumulator> store, long position)
    {
        if (_stale.Count == 0)
        {
            return;
        }

        for (var i = 0; i < _stale.Count; i++)
        {
            _totals.Touch(Everything, _stale.Slots[_stale.SlotAt(i)].Key, out _) = default;
        }

        // Each pane and then what came behind for it, as they will leave.
        var behind = store.FirstFrom(long.MinValue);
        foreach (var pane in _panes.Batches)
        {
            for (; behind is not null && behind.Start < pane.Time; behind = store.FirstFrom(behind.Start + 1))
            {
                RenewFrom(behind.Table);
            }

            for (var i = 0; i < pane.Run.Count; i++)
            {
                Renew(pane.Run.Entries[i].Key, ref pane.Run.Entries[i].Value);
            }
        }

        for (; behind is not null && behind.Start < position; behind = store.FirstFrom(behind.Start + 1))
        {
            RenewFrom(behind.Table);
        }

        _stale.Clear();
    }

    [MethodImpl(HotCode.AtOnce)]
    private void LeavePane()
    {
        var run = _panes.Oldest!.Run;
        for (var i = 0; TTotal.IsKept && i < run.Count; i++)
        {
            Leave(_totals.Open(Everything), run.Entries[i].Key, ref run.Entries[i].Value);
        }

        _panes.Leave(_version);
    }

    private void LeaveBehind(InMemoryStateStore<TKey, TAccumulator> store, long window)
    {
        var table = store.Find(window)!.Table;
        for (var position = 0; TTotal.IsKept && position < table.Count; position++)
        {
            ref var slot = ref table.Slots[table.SlotAt(position)];
            if (slot.Value.Exists)
            {
                Leave(_totals.Open(Everything), slot.Key, ref slot.Value.Value);
            }
        }

        store.RemoveWindow(window);
    }

    private void Leave(StateWindow<TKey, TTotal> totals, TKey key, ref TAccumulator batch)
    {
        var index = totals.Touch(key, out _);
        if (TTotal.Leave(ref totals.Table.Slots[index].Value.Value, ref batch, functions, _captured))
        {
            _totals.Remove(Everything, key);
        }
    }

    private void Make(TKey key, ref TAccumulator more)
    {
        // The index first: finding a place may replace the array.
        var index = _made.GetIndex(key);
        ref var entry = ref _made.Slots[index].Value;
        entry.Touch(_version, exists: true);
        TTotal.Enter(ref entry.Value, ref more, functions, _captured);
    }

    private void RenewFrom(KeyedTable<TKey, StateEntry<TAccumulator>> table)
    {
        for (var position = 0; position < table.Count; position++)
        {
            ref var slot = ref table.Slots[table.SlotAt(position)];
            if (slot.Value.Exists)
            {
                Renew(slot.Key, ref slot.Value.Value);
            }
        }
    }

    private void Renew(TKey key, ref TAccumulator batch)
    {
        if (_stale.Find(key) >= 0)
        {
            TTotal.Enter(ref _totals.Touch(Everything, key, out _), ref batch, functions, _captured);
        }
    }
}
