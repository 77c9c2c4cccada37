using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The parts of an aggregation over one batch that depend on its key and accumulator types.</summary>
internal interface IAggregateShuffle
{
    Type InputType { get; }

    Type TableType { get; }

    Type RunsType { get; }

    StageTemplate PartialStage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>The group that an entry of a table is given out as.</summary>
    Row ToRow(Expression key, Expression accumulator, Func<Row, Expression> window);

    /// <summary>What each partition reads after the shuffle.</summary>
    IReadOnlyList<object?> Read(StageSink[] written);
}

/// <summary>Makes the <see cref="IAggregateShuffle"/> of an aggregation.</summary>
internal static class AggregateShuffle
{
    /// <summary>By the key of a row or, where rows of several windows come in one batch, by its window and its key.</summary>
    public static IAggregateShuffle Of(AggregatedDStream template, ExpansionContext context)
    {
        var aggregation = template.Aggregation;
        var key = template.IsPerWindow ? InstanceKeys.TypeOf(aggregation.KeyType) : aggregation.KeyType;
        return (IAggregateShuffle)Activator.CreateInstance(
            typeof(AggregateShuffle<,>).MakeGenericType(key, aggregation.AccumulatorType), template, context)!;
    }
}

/// <inheritdoc cref="IAggregateShuffle"/>
internal sealed class AggregateShuffle<TKey, TAccumulator>(AggregatedDStream template, ExpansionContext context) : IAggregateShuffle
{
    private readonly Planning.Aggregates.Aggregation _aggregation = template.Aggregation;
    private readonly PartitionOfKey<TKey> _partitions = new(context.Codecs, context.Parallelism);

    public Type InputType => typeof(MergeInput<TKey, TAccumulator>);

    public Type TableType => typeof(KeyedTable<TKey, TAccumulator>);

    public Type RunsType => typeof(EntryRun<TKey, TAccumulator>[]);

    public StageTemplate PartialStage(string name, StreamExpander tail, StreamExpander owner) =>
        new PartialStage<TKey, TAccumulator>(name, tail, owner, _aggregation, _partitions, (emitter, row) => KeyOf(emitter, owner, row));

    public Row ToRow(Expression key, Expression accumulator, Func<Row, Expression> window)
    {
        var (own, row) = template.IsPerWindow ? (InstanceKeys.Key(key), InstanceKeys.Window(key)) : (key, default);
        return row with { Value = GroupRows.New(template.ElementType, own, window(row), accumulator) };
    }

    public IReadOnlyList<object?> Read(StageSink[] written)
    {
        if (written.Length == 1)
        {
            // One partial table has every row of its keys: it is final.
            return [new MergeInput<TKey, TAccumulator>(((PartialSink<TKey, TAccumulator>)written[0]).Table, [], _aggregation.EmitsEmpty)];
        }

        foreach (var sink in written.Cast<PartialSink<TKey, TAccumulator>>())
        {
            sink.Cut();
        }

        return [.. Enumerable.Range(0, _partitions.Count).Select(partition => new MergeInput<TKey, TAccumulator>(
            new KeyedTable<TKey, TAccumulator>(), [.. written.Select(sink => ((PartialSink<TKey, TAccumulator>)sink).RunFor(partition))], _aggregation.EmitsEmpty))];
    }

    private Expression KeyOf(StageEmitter emitter, StreamExpander owner, Row row)
    {
        var key = AggregateEmitter.Key(emitter, owner, _aggregation, row);
        return template.IsPerWindow ? InstanceKeys.New(key, row) : key;
    }
}
