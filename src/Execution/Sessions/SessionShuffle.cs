using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The parts of sessions that depend on their types: the stage before the shuffle, and the state, by partition.</summary>
internal interface ISessionShuffle
{
    /// <summary>The type of what a task reads after the shuffle.</summary>
    Type InputType { get; }

    /// <summary>Rows left out as late, so far.</summary>
    long LateCount { get; }

    /// <summary>The number of keys that have open sessions.</summary>
    long StateCount { get; }

    StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>Compiles what it needs beside its stages.</summary>
    void Prepare();

    /// <summary>What each partition reads in a batch; nothing was written where the parent has no RDD.</summary>
    IReadOnlyList<object?> Read(BatchContext batch, StageSink[] written, object?[] captured);

    void Commit();

    /// <summary>Undoes all that a batch has changed.</summary>
    void Rollback(long batch);

    /// <summary>What it keeps between batches.</summary>
    StatePart Part(ValueCodecs codecs);
}

/// <inheritdoc cref="ISessionShuffle"/>
internal abstract class SessionShuffle<TKey, TPartial, TContent>(ExpansionContext context) : ISessionShuffle
{
    private SessionMerge<TKey, TPartial, TContent>[]? _merges;

    public abstract Type InputType { get; }

    public long LateCount { get; private set; }

    public long StateCount => Merges.Sum(merge => merge.Open.KeyCount);

    protected PartitionOfKey<TKey> Partitions { get; } = new(context.Codecs, context.Parallelism);

    /// <summary>What is kept of rows.</summary>
    protected abstract SessionContents<TPartial, TContent> Contents { get; }

    private SessionMerge<TKey, TPartial, TContent>[] Merges => _merges ??= [.. Enumerable.Range(0, Partitions.Count).Select(partition => CreateMerge(partition))];

    // The key without a value is of one key group.
    private StableHasher<TKey> Hash { get; } = typeof(TKey) == typeof(ValueTuple) ? static _ => 0 : StableHash.For<TKey>(context.Codecs);

    public abstract StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    public void Prepare() => Contents.Prepare();

    public IReadOnlyList<object?> Read(BatchContext batch, StageSink[] written, object?[] captured)
    {
        Contents.Begin(batch.Id, captured);
        foreach (var merge in Merges)
        {
            merge.Prepare(batch.Id);
        }

        for (var task = 0; task < written.Length; task++)
        {
            var sink = (SessionSink<TKey, TPartial>)written[task];
            sink.OnWritten(task);
            sink.Cut();
            for (var partition = 0; partition < Merges.Length; partition++)
            {
                Merges[partition].Add(sink.RunFor(partition));
            }
        }

        return Merges;
    }

    public void Commit()
    {
        foreach (var merge in Merges)
        {
            LateCount += merge.LateCount;
            merge.Commit();
        }
    }

    public void Rollback(long batch)
    {
        foreach (var merge in Merges)
        {
            merge.Open.Rollback(batch);
        }
    }

    public StatePart Part(ValueCodecs codecs) => new SessionsPart<TKey, TContent>("sessions", [.. Merges.Select(merge => merge.Open)], Hash, codecs);

    protected abstract SessionMerge<TKey, TPartial, TContent> CreateMerge(int partition);
}
