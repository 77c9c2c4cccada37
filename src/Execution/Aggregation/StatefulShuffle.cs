using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The parts of a stateful aggregation that depend on its key and accumulator types: its stage before the shuffle, and its state, by partition.</summary>
internal interface IStatefulShuffle
{
    /// <summary>The type of what a task reads after the shuffle.</summary>
    Type InputType { get; }

    /// <summary>Whether there is one partition, so that entries are merged from the tables in which they were made.</summary>
    bool IsDirect { get; }

    /// <summary>Rows left out as late, so far.</summary>
    long LateCount { get; }

    /// <summary>The number of keys kept, over all windows.</summary>
    long StateCount { get; }

    StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>What each partition reads in the batch that makes <paramref name="version"/>; nothing was written where the parent has no RDD.</summary>
    IReadOnlyList<object?> Read(long version, StageSink[] written);

    void Commit();

    IReadOnlyList<StateSnapshot> Snapshot(long version);

    void Restore(IReadOnlyList<StateSnapshot> snapshots);
}

/// <inheritdoc cref="IStatefulShuffle"/>
internal abstract class StatefulShuffle<TKey, TAccumulator> : IStatefulShuffle
{
    private readonly StateMerge<TKey, TAccumulator>[] _merges;

    protected StatefulShuffle(ExpansionContext context, IOutputPolicy policy)
    {
        Partitions = new PartitionOfKey<TKey>(context.Codecs, context.Parallelism);

        // Without a key there is one entry, of one key group.
        StableHasher<TKey> hash = typeof(TKey) == typeof(ValueTuple) ? static _ => 0 : StableHash.For<TKey>(context.Codecs);
        _merges = [.. Enumerable.Range(0, Partitions.Count).Select(_ => new StateMerge<TKey, TAccumulator>(new InMemoryStateStore<TKey, TAccumulator>(hash), policy))];
    }

    public Type InputType => typeof(StateMerge<TKey, TAccumulator>);

    public bool IsDirect => _merges.Length == 1;

    public long LateCount { get; protected set; }

    public long StateCount => _merges.Sum(merge => merge.Store.Count);

    protected PartitionOfKey<TKey> Partitions { get; }

    public abstract StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    public IReadOnlyList<object?> Read(long version, StageSink[] written)
    {
        foreach (var merge in _merges)
        {
            merge.Prepare(version);
        }

        foreach (var sink in written)
        {
            Distribute(sink);
        }

        return _merges;
    }

    public void Commit()
    {
        foreach (var merge in _merges)
        {
            merge.Commit();
        }
    }

    public IReadOnlyList<StateSnapshot> Snapshot(long version) => [.. _merges.Select(merge => merge.Store.Snapshot(version))];

    public void Restore(IReadOnlyList<StateSnapshot> snapshots)
    {
        for (var partition = 0; partition < _merges.Length; partition++)
        {
            var owner = partition;
            _merges[partition].Store.Restore(snapshots, group => KeyGroups.PartitionOf(group, _merges.Length) == owner);
        }
    }

    /// <summary>Gives each partition its entries of what one task wrote before the shuffle.</summary>
    protected abstract void Distribute(StageSink sink);

    /// <summary>Gives each partition its entries of <paramref name="partial"/>, which belong to <paramref name="window"/>.</summary>
    protected void Distribute(long window, PartialSink<TKey, TAccumulator> partial)
    {
        if (IsDirect)
        {
            _merges[0].Add(window, partial.Table);
            return;
        }

        partial.Cut();
        for (var partition = 0; partition < _merges.Length; partition++)
        {
            _merges[partition].Add(window, partial.RunFor(partition));
        }
    }
}
