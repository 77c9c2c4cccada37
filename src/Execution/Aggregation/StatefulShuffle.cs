using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Scattering;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The parts of a stateful aggregation that depend on its key and accumulator types: its stage before the shuffle, and its state, by partition.</summary>
internal interface IStatefulShuffle
{
    /// <summary>The type of what a task reads after the shuffle.</summary>
    Type InputType { get; }

    /// <summary>How entries come to the state.</summary>
    EntrySource EntrySource { get; }

    /// <summary>Rows left out as late, so far.</summary>
    long LateCount { get; }

    /// <summary>The number of keys kept, over all windows.</summary>
    long StateCount { get; }

    /// <summary>About how many entries are still to be merged, or given out, when what tasks wrote has been read.</summary>
    long PendingCount { get; }

    StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>Compiles what it needs beside its stages.</summary>
    void Prepare();

    /// <summary>The table in which groups to give out lie, of what a task reads.</summary>
    Expression OutputTable(Expression merge);

    /// <summary>Whether all groups of that table are given out, in its order; else the merge is asked for each.</summary>
    bool GivesWholeTables { get; }

    /// <summary>The accumulator of an entry of state that is given out.</summary>
    Expression OutputAccumulator(Expression value);

    /// <summary>Rows by partition, where they are scattered before they are taken into the state; set when the stage is made.</summary>
    ScatteredRowsExpander? Scattered { get; }

    /// <summary>Begins a batch, before the stage over its rows runs.</summary>
    void StartBatch(BatchContext batch);

    /// <summary>What each partition reads after that stage; nothing was written where the parent has no RDD.</summary>
    IReadOnlyList<object?> Read(StageSink[] written, object?[] captured);

    void Commit();

    /// <summary>Undoes all that a batch has changed.</summary>
    void Rollback(long batch);

    /// <summary>What it keeps between batches.</summary>
    IEnumerable<StatePart> Parts(ValueCodecs codecs);
}

/// <inheritdoc cref="IStatefulShuffle"/>
internal abstract class StatefulShuffle<TKey, TAccumulator>(ExpansionContext context) : IStatefulShuffle
{
    private StateMerge<TKey, TAccumulator>[]? _merges;

    public abstract Type InputType { get; }

    // Where there are several partitions rows have to be scattered first. Without a key several tasks would change one state at the same time.
    public EntrySource EntrySource =>
        CanTakeRows && HasPlainAccumulators && (context.Parallelism == 1 || Scattered is not null) ? EntrySource.Waiting
        : Partitions.Count > 1 ? EntrySource.Runs
        : EntrySource.Partials;

    /// <inheritdoc/>
    public ScatteredRowsExpander? Scattered { get; private set; }

    public long LateCount { get; protected set; }

    public long StateCount => Merges.Sum(merge => merge.Store.Count);

    public long PendingCount => Merges.Sum(merge => merge.PendingCount);

    protected PartitionOfKey<TKey> Partitions { get; } = new(context.Codecs, context.Parallelism);

    /// <summary>The state, by partition.</summary>
    protected StateMerge<TKey, TAccumulator>[] Merges => _merges ??= [.. Enumerable.Range(0, Partitions.Count).Select(_ => CreateMerge(Hash))];

    // Without a key there is one entry, of one key group.
    protected StableHasher<TKey> Hash { get; } = typeof(TKey) == typeof(ValueTuple) ? static _ => 0 : StableHash.For<TKey>(context.Codecs);

    public abstract StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    public virtual void Prepare()
    {
    }

    public virtual Expression OutputTable(Expression merge) => Expression.Field(merge, nameof(StateMerge<,>.Table));

    public abstract bool GivesWholeTables { get; }

    public virtual Expression OutputAccumulator(Expression value) => value;

    /// <summary>The state of the only partition.</summary>
    protected StateMerge<TKey, TAccumulator> OnlyMerge => Merges[0];

    protected abstract Planning.Aggregates.Aggregation Aggregation { get; }

    /// <summary>Has rows scattered by key where that lets them go straight into the state of several partitions; what is then read of them.</summary>
    protected ScatteredAggregation? Scatter(StreamExpander tail, StreamExpander owner, bool isCarried)
    {
        var scattered = Partitions.Count > 1 && CanTakeRows && HasPlainAccumulators ? ScatteredAggregation.Of(Aggregation) : null;
        Scattered = scattered is null ? null : ScatteredRowsExpander.Of<TKey>(scattered, tail, owner, Partitions, isCarried);
        return scattered;
    }

    /// <summary>The state of a partition.</summary>
    protected StateMerge<TKey, TAccumulator> MergeOf(int partition) => Merges[Merges.Length == 1 ? 0 : partition];

    /// <summary>Whether rows may go straight into the state of the only partition.</summary>
    protected abstract bool CanTakeRows { get; }

    // What an accumulator refers to would be changed in place by a row, and could not be put back.
    private static bool HasPlainAccumulators { get; } = !RuntimeHelpers.IsReferenceOrContainsReferences<TAccumulator>();

    public void StartBatch(BatchContext batch)
    {
        foreach (var merge in Merges)
        {
            merge.StartBatch(batch.Id, batch.Ticks);
        }
    }

    public IReadOnlyList<object?> Read(StageSink[] written, object?[] captured)
    {
        foreach (var sink in written)
        {
            Distribute(sink);
        }

        foreach (var merge in Merges)
        {
            merge.Prepare(captured);
        }

        return Merges;
    }

    public void Rollback(long batch)
    {
        foreach (var merge in Merges)
        {
            merge.Rollback(batch);
        }
    }

    public void Commit()
    {
        foreach (var merge in Merges)
        {
            merge.Commit();
        }
    }

    public virtual IEnumerable<StatePart> Parts(ValueCodecs codecs) =>
        TableParts.Of(["groups", "touchedAt", "touches"], [.. Merges.Select(merge => merge.Stores)], BatchVersions.OfTasks, codecs);

    protected abstract StateMerge<TKey, TAccumulator> CreateMerge(StableHasher<TKey> hash);

    /// <summary>Gives each partition its entries of what one task wrote before the shuffle.</summary>
    protected abstract void Distribute(StageSink sink);

    /// <summary>Gives each partition its entries of <paramref name="partial"/>, which belong to <paramref name="window"/>.</summary>
    protected void Distribute(long window, PartialSink<TKey, TAccumulator> partial)
    {
        if (Partitions.Count == 1)
        {
            OnlyMerge.Add(new(window, Partial: partial.Table));
            return;
        }

        partial.Cut();
        for (var partition = 0; partition < Merges.Length; partition++)
        {
            Merges[partition].Add(new(window, Run: partial.RunFor(partition)));
        }
    }
}
