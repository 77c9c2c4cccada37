using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.KeptJoining;

/// <summary>One side of a join that is kept, over all partitions, for code that does not know its types.</summary>
internal interface IKeptState
{
    /// <summary>The number of keys.</summary>
    long Count { get; }

    /// <summary>The stage before the shuffle: rows with their keys, by partition.</summary>
    StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsNullKeys);

    /// <summary>Starts an attempt at a batch.</summary>
    void Begin(BatchContext batch);

    /// <summary>Takes in what the stage wrote.</summary>
    void Add(BatchContext batch, StageSink[] written);

    void Commit(long version);

    /// <summary>Undoes a version.</summary>
    void Rollback(long version);

    /// <summary>For each store of a partition, its snapshots by partition.</summary>
    /// <summary>What it keeps between batches.</summary>
    IEnumerable<StatePart> Parts(string prefix, ValueCodecs codecs);
}

/// <summary>Makes the <see cref="IKeptState"/> of a side.</summary>
internal static class KeptState
{
    public static IKeptState Of(Type key, Type row, TimeSpan? timeToLive, ExpansionContext context) =>
        (IKeptState)Activator.CreateInstance(typeof(KeptState<,>).MakeGenericType(key, row), timeToLive, context)!;
}

/// <inheritdoc cref="IKeptState"/>
internal sealed class KeptState<TKey, TRow> : IKeptState
{
    private readonly PartitionOfKey<TKey> _partitions;
    private readonly KeptRows<TKey, TRow>[] _rows;

    public KeptState(TimeSpan? timeToLive, ExpansionContext context)
    {
        _partitions = new PartitionOfKey<TKey>(context.Codecs, context.Parallelism);
        _rows = [.. Enumerable.Range(0, _partitions.Count).Select(_ => new KeptRows<TKey, TRow>(StableHash.For<TKey>(context.Codecs), timeToLive))];
    }

    /// <summary>The rows of each partition.</summary>
    public IReadOnlyList<KeptRows<TKey, TRow>> Partitions => _rows;

    public long Count => _rows.Sum(rows => rows.Count);

    public StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsNullKeys) =>
        new JoinSide<TKey, TRow>(name, tail, owner, key, _partitions, keepsNullKeys);

    public void Begin(BatchContext batch)
    {
        foreach (var rows in _rows)
        {
            rows.Begin(batch.Id, batch.Ticks);
        }
    }

    public void Add(BatchContext batch, StageSink[] written)
    {
        foreach (var sink in written.Cast<KeyedRows<TKey, TRow>>())
        {
            for (var partition = 0; partition < _rows.Length; partition++)
            {
                foreach (var row in sink.RowsFor(partition))
                {
                    _rows[partition].Add(row.Key, row.Row, batch.Ticks);
                }
            }
        }
    }

    public void Commit(long version)
    {
        foreach (var rows in _rows)
        {
            rows.Commit(version);
        }
    }

    public void Rollback(long version)
    {
        foreach (var store in _rows.SelectMany(rows => rows.Stores))
        {
            store.Rollback(version);
        }
    }

    public IEnumerable<StatePart> Parts(string prefix, ValueCodecs codecs) =>
        TableParts.Of([prefix + "rows", prefix + "touchedAt", prefix + "touches"], [.. _rows.Select(rows => rows.Stores)], BatchVersions.One, codecs);
}
