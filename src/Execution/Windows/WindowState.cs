using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Windows;

/// <summary>One partition of a maintained window: the accumulators of each batch in it, and the total of each key.</summary>
internal sealed class WindowState<TKey, TAccumulator, TTotal>(
    InMemoryStateStore<TKey, TAccumulator> batches, InMemoryStateStore<TKey, TTotal> totals, AccumulatorFunctions<TAccumulator> functions, bool emitsEmpty)
    where TTotal : struct, IWindowTotal<TTotal, TAccumulator>
{
    private const long Everything = 0;

    /// <summary>The totals, for the loop that gives them out.</summary>
    public KeyedTable<TKey, StateEntry<TTotal>> Table => totals.Open(Everything).Table;

    public InMemoryStateStore<TKey, TAccumulator> Batches => batches;

    public InMemoryStateStore<TKey, TTotal> Totals => totals;

    /// <summary>Moves the window on to a batch. An attempt after a failed one starts from where the window was.</summary>
    /// <param name="version">The batch's number.</param>
    /// <param name="time">The batch time, in ticks.</param>
    /// <param name="lastOut">Batches up to this time leave.</param>
    /// <param name="entering">The batch's partial accumulators.</param>
    /// <param name="captured">The captured values of the plan.</param>
    public void Advance(long version, long time, long lastOut, IReadOnlyList<EntryRun<TKey, TAccumulator>> entering, object?[] captured)
    {
        batches.Rollback(version);
        totals.Rollback(version);
        batches.Begin(version);
        totals.Begin(version);
        if (emitsEmpty)
        {
            totals.Touch(Everything, default!, out _);
        }

        // What leaves goes first: a sum over rows that are never in one window together may overflow where no window's does.
        while (batches.FirstWindow is { } oldest && oldest <= lastOut)
        {
            Leave(oldest, captured);
        }

        Gather(time, entering, captured);
        Enter(time, captured);
    }

    public void Commit(long version)
    {
        batches.Commit(version);
        totals.Commit(version);
    }

    private void Gather(long time, IReadOnlyList<EntryRun<TKey, TAccumulator>> entering, object?[] captured)
    {
        foreach (var run in entering)
        {
            for (var i = 0; i < run.Count; i++)
            {
                functions.Combine(ref batches.Touch(time, run.Entries[i].Key, out _), ref run.Entries[i].Value, captured);
            }
        }
    }

    private void Enter(long time, object?[] captured)
    {
        if (batches.Find(time)?.Table is not { } table)
        {
            return;
        }

        for (var position = 0; position < table.Count; position++)
        {
            ref var slot = ref table.Slots[table.SlotAt(position)];
            TTotal.Enter(ref totals.Touch(Everything, slot.Key, out _), ref slot.Value.Value, functions, captured);
        }
    }

    private void Leave(long window, object?[] captured)
    {
        var table = batches.Find(window)!.Table;
        for (var position = 0; position < table.Count; position++)
        {
            ref var slot = ref table.Slots[table.SlotAt(position)];
            if (TTotal.Leave(ref totals.Touch(Everything, slot.Key, out _), ref slot.Value.Value, functions, captured) && !emitsEmpty)
            {
                totals.Remove(Everything, slot.Key);
            }
        }

        batches.RemoveWindow(window);
    }
}
