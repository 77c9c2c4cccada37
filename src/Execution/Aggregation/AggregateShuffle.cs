using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The parts of an aggregation over one batch that depend on its key and accumulator types.</summary>
internal interface IAggregateShuffle
{
    Type InputType { get; }

    Type TableType { get; }

    Type RunsType { get; }

    StageTemplate PartialStage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>What each partition reads after the shuffle.</summary>
    IReadOnlyList<object?> Read(StageSink[] written);
}

/// <summary>Makes the <see cref="IAggregateShuffle"/> of an aggregation.</summary>
internal static class AggregateShuffle
{
    public static IAggregateShuffle Of(Planning.Aggregates.Aggregation aggregation, ExpansionContext context) =>
        (IAggregateShuffle)Activator.CreateInstance(
            typeof(AggregateShuffle<,>).MakeGenericType(aggregation.KeyType, aggregation.AccumulatorType), aggregation, context)!;
}

/// <inheritdoc cref="IAggregateShuffle"/>
internal sealed class AggregateShuffle<TKey, TAccumulator>(Planning.Aggregates.Aggregation aggregation, ExpansionContext context) : IAggregateShuffle
{
    private readonly PartitionOfKey<TKey> _partitions = new(context.Codecs, context.Parallelism);

    public Type InputType => typeof(MergeInput<TKey, TAccumulator>);

    public Type TableType => typeof(KeyedTable<TKey, TAccumulator>);

    public Type RunsType => typeof(EntryRun<TKey, TAccumulator>[]);

    public StageTemplate PartialStage(string name, StreamExpander tail, StreamExpander owner) =>
        new PartialStage<TKey, TAccumulator>(name, tail, owner, aggregation, _partitions);

    public IReadOnlyList<object?> Read(StageSink[] written)
    {
        if (written.Length == 1)
        {
            // One partial table has every row of its keys: it is final.
            return [new MergeInput<TKey, TAccumulator>(((PartialSink<TKey, TAccumulator>)written[0]).Table, [], aggregation.EmitsEmpty)];
        }

        foreach (var sink in written.Cast<PartialSink<TKey, TAccumulator>>())
        {
            sink.Cut();
        }

        return [.. Enumerable.Range(0, _partitions.Count).Select(partition => new MergeInput<TKey, TAccumulator>(
            new KeyedTable<TKey, TAccumulator>(), [.. written.Select(sink => ((PartialSink<TKey, TAccumulator>)sink).RunFor(partition))], aggregation.EmitsEmpty))];
    }
}
