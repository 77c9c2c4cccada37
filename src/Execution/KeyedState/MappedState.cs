using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.KeyedState;

/// <summary>The state of <c>MapWithState</c>.</summary>
/// <remarks>
/// With a timeout, a second store lists for each batch the keys that it touched. A batch that is too old is gone through once, and each of
/// its keys that no later batch has touched times out: constant work for each touch, however many keys there are.
/// </remarks>
internal sealed class MappedState<TKey, TValue, TState, TResult> : KeyedState<TKey, TValue, TState, TResult>
{
    private const long Everything = 0;

    private readonly MappedStateDStream _template;
    private readonly InMemoryStateStore<TKey, Touched>[] _states;
    private readonly InMemoryStateStore<TKey, bool>[] _touches;
    private readonly State<TState>[] _current;

    public MappedState(MappedStateDStream template, ExpansionContext context)
        : base(context)
    {
        _template = template;
        _states = [.. Enumerable.Range(0, PartitionCount).Select(_ => new InMemoryStateStore<TKey, Touched>(Hash))];
        _touches = [.. Enumerable.Range(0, PartitionCount).Select(_ => new InMemoryStateStore<TKey, bool>(Hash))];
        _current = [.. Enumerable.Range(0, PartitionCount).Select(_ => new State<TState>())];
    }

    protected override int StoresPerPartition => 2;

    protected override IEnumerable<IStateStore> Stores() => _states.Zip(_touches, (states, touches) => new IStateStore[] { states, touches }).SelectMany(both => both);

    protected override IEnumerable<KeyValuePair<TKey, TState>> Rows(int partition) =>
        _states[partition].Scan(Everything).Select(entry => KeyValuePair.Create(entry.Key, entry.Value.State));

    protected override TResult[] Advance(
        int partition, BatchContext batch, IEnumerable<KeyedRow<TKey, KeyValuePair<TKey, TValue>>> rows, StageRunner runner)
    {
        var spec = (StateSpec<TKey, TValue, TState, TResult>)runner.Parameter(_template.Spec);
        var isFirst = !HasBegun;
        foreach (var store in new IStateStore[] { _states[partition], _touches[partition] })
        {
            store.Rollback(batch.Id);
            store.Begin(batch.Id);
        }

        if (isFirst)
        {
            foreach (var (key, state) in Owned(spec.Initial ?? [], partition))
            {
                Keep(partition, key, state, batch, spec);
            }
        }

        var results = new List<TResult>();
        foreach (var row in rows)
        {
            Map(partition, row.Row, batch, spec, results);
        }

        TimeOut(partition, batch, spec, results);
        return [.. results];
    }

    private void Map(int partition, KeyValuePair<TKey, TValue> pair, BatchContext batch, StateSpec<TKey, TValue, TState, TResult> spec, List<TResult> results)
    {
        var state = _current[partition];
        var exists = _states[partition].TryGet(Everything, pair.Key, out var before);
        state.Reset(exists ? Optional.Some(before.State) : default, isTimingOut: false);
        Give(spec.Function(batch.Time, pair.Key, Optional.Some(pair.Value), state), results);
        if (state.IsRemoved)
        {
            _states[partition].Remove(Everything, pair.Key);
        }
        else if (state.IsUpdated || (exists && spec.IdleTimeout is not null))
        {
            // With a timeout any value keeps the key, also without an update.
            Keep(partition, pair.Key, state.Value, batch, spec);
        }
    }

    private void Keep(int partition, TKey key, TState state, BatchContext batch, StateSpec<TKey, TValue, TState, TResult> spec)
    {
        _states[partition].Put(Everything, key, new Touched(state, batch.Ticks));
        if (spec.IdleTimeout is not null)
        {
            _touches[partition].Put(batch.Ticks, key, true);
        }
    }

    private void TimeOut(int partition, BatchContext batch, StateSpec<TKey, TValue, TState, TResult> spec, List<TResult> results)
    {
        if (spec.IdleTimeout is not { } idle)
        {
            return;
        }

        while (_touches[partition].FirstWindow is { } touchedAt && touchedAt < batch.Ticks - idle.Ticks)
        {
            foreach (var (key, _) in _touches[partition].Scan(touchedAt))
            {
                if (_states[partition].TryGet(Everything, key, out var entry) && entry.Ticks == touchedAt)
                {
                    _current[partition].Reset(Optional.Some(entry.State), isTimingOut: true);
                    Give(spec.Function(batch.Time, key, Optional.None<TValue>(), _current[partition]), results);
                    _states[partition].Remove(Everything, key);
                }
            }

            _touches[partition].RemoveWindow(touchedAt);
        }
    }

    private static void Give(Optional<TResult> result, List<TResult> results)
    {
        if (result.HasValue)
        {
            results.Add(result.Value);
        }
    }

    /// <summary>A state and the time of the batch that touched it last.</summary>
    private readonly record struct Touched(TState State, long Ticks);
}
