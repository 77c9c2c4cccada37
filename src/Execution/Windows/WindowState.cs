using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Windows;

/// <summary>One partition of a maintained window: the accumulators of each batch in it, and the total of each key.</summary>
internal sealed class WindowState<TKey, TAccumulator, TTotal>(
    StableHasher<TKey> hash, AccumulatorFunctions<TAccumulator> functions, bool emitsEmpty)
    where TTotal : struct, IWindowTotal<TTotal, TAccumulator>
{
    private const long Everything = 0;

    private readonly BatchQueue<TKey, TAccumulator> _batches = new();
    private readonly InMemoryStateStore<TKey, TTotal> _totals = new(hash);
    private readonly KeyedTable<TKey, TAccumulator> _entering = new();

    /// <summary>The totals, for the loop that gives them out.</summary>
    public KeyedTable<TKey, StateEntry<TTotal>> Table => _totals.Open(Everything).Table;

    public InMemoryStateStore<TKey, TTotal> Totals => _totals;

    /// <summary>The batches in the window.</summary>
    public BatchQueue<TKey, TAccumulator> Batches => _batches;

    /// <summary>Moves the window on to a batch. An attempt after a failed one starts from where the window was.</summary>
    /// <param name="version">The batch's number.</param>
    /// <param name="time">The batch time, in ticks.</param>
    /// <param name="lastOut">Batches up to this time leave.</param>
    /// <param name="entering">The batch's partial accumulators.</param>
    /// <param name="captured">The captured values of the plan.</param>
    public void Advance(long version, long time, long lastOut, IReadOnlyList<EntryRun<TKey, TAccumulator>> entering, object?[] captured)
    {
        _batches.Rollback(version);
        _totals.Rollback(version);
        _totals.Begin(version);
        var totals = _totals.Open(Everything);
        if (emitsEmpty)
        {
            totals.Touch(default!, out _);
        }

        // What leaves goes first: a sum over rows that are never in one window together may overflow where no window's does.
        while (_batches.Oldest is { } oldest && oldest.Time <= lastOut)
        {
            Leave(oldest.Run, totals, captured);
            _batches.Leave(version);
        }

        Gather(entering, captured);
        if (_batches.Enter(version, time, _entering) is { } batch)
        {
            Enter(batch.Run, totals, captured);
        }
    }

    public void Commit(long version)
    {
        _batches.Commit(version);
        _totals.Commit(version);
    }

    // The partial accumulators of a key, of which each task before the shuffle may have made one, become one.
    private void Gather(IReadOnlyList<EntryRun<TKey, TAccumulator>> entering, object?[] captured)
    {
        _entering.Clear();
        foreach (var run in entering)
        {
            for (var i = 0; i < run.Count; i++)
            {
                var index = _entering.GetIndex(run.Entries[i].Key);
                functions.Combine(ref _entering.Slots[index].Value, ref run.Entries[i].Value, captured);
            }
        }
    }

    private void Enter(EntryRun<TKey, TAccumulator> batch, StateWindow<TKey, TTotal> totals, object?[] captured)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var index = totals.Touch(batch.Entries[i].Key, out _);
            TTotal.Enter(ref totals.Table.Slots[index].Value.Value, ref batch.Entries[i].Value, functions, captured);
        }
    }

    private void Leave(EntryRun<TKey, TAccumulator> batch, StateWindow<TKey, TTotal> totals, object?[] captured)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var index = totals.Touch(batch.Entries[i].Key, out _);
            if (TTotal.Leave(ref totals.Table.Slots[index].Value.Value, ref batch.Entries[i].Value, functions, captured) && !emitsEmpty)
            {
                _totals.Remove(Everything, batch.Entries[i].Key);
            }
        }
    }
}
