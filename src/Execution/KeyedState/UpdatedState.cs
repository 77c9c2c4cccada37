using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.KeyedState;

/// <summary>The state of <c>UpdateStateByKey</c>.</summary>
internal sealed class UpdatedState<TKey, TValue, TState> : KeyedState<TKey, TValue, TState, KeyValuePair<TKey, TState>>
{
    private const long Everything = 0;

    private readonly UpdatedStateDStream _template;
    private readonly InMemoryStateStore<TKey, TState>[] _stores;
    private readonly KeyedTable<TKey, List<TValue>?>[] _values;

    public UpdatedState(UpdatedStateDStream template, ExpansionContext context)
        : base(context)
    {
        _template = template;
        _stores = [.. Enumerable.Range(0, PartitionCount).Select(_ => new InMemoryStateStore<TKey, TState>(Hash))];
        _values = [.. Enumerable.Range(0, PartitionCount).Select(_ => new KeyedTable<TKey, List<TValue>?>())];
    }

    protected override int StoresPerPartition => 1;

    protected override IEnumerable<IStateStore> Stores() => _stores;

    protected override IEnumerable<KeyValuePair<TKey, TState>> Rows(int partition) => _stores[partition].Scan(Everything);

    protected override KeyValuePair<TKey, TState>[] Advance(
        int partition, BatchContext batch, IEnumerable<KeyedRow<TKey, KeyValuePair<TKey, TValue>>> rows, StageRunner runner)
    {
        var store = _stores[partition];
        var isFirst = !HasBegun;
        store.Rollback(batch.Id);
        store.Begin(batch.Id);
        if (isFirst && _template.Initial is { } initial)
        {
            foreach (var (key, state) in Owned((IEnumerable<KeyValuePair<TKey, TState>>)runner.Parameter(initial), partition))
            {
                store.Put(Everything, key, state);
            }
        }

        var update = (Func<TKey, IReadOnlyList<TValue>, Optional<TState>, Optional<TState>>)runner.Parameter(_template.Update);
        UpdateAll(store, Gather(partition, rows), update);
        return [.. store.Scan(Everything)];
    }

    private static void UpdateAll(
        InMemoryStateStore<TKey, TState> store, KeyedTable<TKey, List<TValue>?> values, Func<TKey, IReadOnlyList<TValue>, Optional<TState>, Optional<TState>> update)
    {
        // Known keys first, each once; then those that are new, in the order of their first value.
        var known = store.Scan(Everything).ToArray();
        var isNew = new List<int>();
        for (var position = 0; position < values.Count; position++)
        {
            if (!store.TryGet(Everything, values.Slots[values.SlotAt(position)].Key, out _))
            {
                isNew.Add(values.SlotAt(position));
            }
        }

        foreach (var (key, state) in known)
        {
            var own = values.Find(key) is >= 0 and var index ? values.Slots[index].Value! : (IReadOnlyList<TValue>)[];
            Keep(store, key, update(key, own, Optional.Some(state)));
        }

        foreach (var index in isNew)
        {
            Keep(store, values.Slots[index].Key, update(values.Slots[index].Key, values.Slots[index].Value!, Optional.None<TState>()));
        }
    }

    private static void Keep(InMemoryStateStore<TKey, TState> store, TKey key, Optional<TState> state)
    {
        if (state.HasValue)
        {
            store.Put(Everything, key, state.Value);
        }
        else
        {
            store.Remove(Everything, key);
        }
    }

    private KeyedTable<TKey, List<TValue>?> Gather(int partition, IEnumerable<KeyedRow<TKey, KeyValuePair<TKey, TValue>>> rows)
    {
        var values = _values[partition];
        values.Clear();
        foreach (var row in rows)
        {
            var index = values.GetIndex(row.Key);
            (values.Slots[index].Value ??= []).Add(row.Row.Value);
        }

        return values;
    }
}
