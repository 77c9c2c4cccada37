using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.KeyedState;

/// <inheritdoc cref="IKeyedState"/>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="TState">The type of the state.</typeparam>
/// <typeparam name="TResult">The type of what the function gives.</typeparam>
internal abstract class KeyedState<TKey, TValue, TState, TResult> : IKeyedState
{
    private readonly PartitionOfKey<TKey> _partitions;
    private bool _isBegun;

    protected KeyedState(ExpansionContext context)
    {
        _partitions = new PartitionOfKey<TKey>(context.Codecs, context.Parallelism);
        Hash = StableHash.For<TKey>(context.Codecs);
    }

    protected int PartitionCount => _partitions.Count;

    protected StableHasher<TKey> Hash { get; }

    public StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner)
    {
        var pair = Expression.Parameter(typeof(KeyValuePair<TKey, TValue>), "pair");
        var key = Expression.Lambda(Expression.Property(pair, nameof(KeyValuePair<,>.Key)), pair);
        return new JoinSide<TKey, KeyValuePair<TKey, TValue>>(name, tail, owner, key, _partitions, keepsUnmatched: true);
    }

    public BlockSet Advance(BatchContext batch, StageSink[] written, StreamExpander owner, StageRunner runner)
    {
        _isBegun = true;
        var sinks = written.Cast<KeyedRows<TKey, KeyValuePair<TKey, TValue>>>().ToArray();
        var results = new Block<TResult>[_partitions.Count][];
        var rows = sinks.Sum(sink => Enumerable.Range(0, _partitions.Count).Sum(partition => (long)sink.RowsFor(partition).Count));
        runner.RunPartitions(owner, results.Length, rows, partition => results[partition] =
        [
            new Block<TResult>(Advance(partition, batch, sinks.SelectMany(sink => sink.RowsFor(partition)), runner)),
        ]);
        return new BlockSet<TResult>(results);
    }

    public BlockSet Rows() => new BlockSet<KeyValuePair<TKey, TState>>(
        [.. Enumerable.Range(0, _partitions.Count).Select(partition => new[] { new Block<KeyValuePair<TKey, TState>>([.. Rows(partition)]) })]);

    public void Commit(long version)
    {
        HasBegun = true;
        foreach (var store in Stores())
        {
            store.Commit(version);
        }
    }

    public void Rollback(long version)
    {
        _isBegun = HasBegun;
        foreach (var store in Stores())
        {
            store.Rollback(version);
        }
    }

    public bool HasBegun { get; private set; }

    public IEnumerable<StatePart> Parts(ValueCodecs codecs) =>
        TableParts.Of(["state", "touches"], [.. Stores().Chunk(StoresPerPartition)], BatchVersions.One, codecs)
            .Append(new NumbersPart("begun", _ => [HasBegun || _isBegun ? 1 : 0], saved => HasBegun = saved[0] != 0));

    /// <summary>How many stores each partition has.</summary>
    protected abstract int StoresPerPartition { get; }

    /// <summary>The stores, those of a partition side by side.</summary>
    protected abstract IEnumerable<IStateStore> Stores();

    /// <summary>Takes in a partition's pairs of a batch, in order. An attempt after a failed one starts from the state before the batch.</summary>
    protected abstract TResult[] Advance(int partition, BatchContext batch, IEnumerable<KeyedRow<TKey, KeyValuePair<TKey, TValue>>> rows, StageRunner runner);

    protected abstract IEnumerable<KeyValuePair<TKey, TState>> Rows(int partition);

    /// <summary>The pairs of an initial state that belong to a partition.</summary>
    protected IEnumerable<KeyValuePair<TKey, TState>> Owned(IEnumerable<KeyValuePair<TKey, TState>> initial, int partition) =>
        initial.Where(pair => _partitions.Of(pair.Key) == partition);
}
