using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The stage before the shuffle of an aggregation: rows into partial accumulators by key.</summary>
internal sealed class PartialStage<TKey, TAccumulator>(
    string name,
    StreamExpander tail,
    StreamExpander owner,
    Planning.Aggregates.Aggregation aggregation,
    PartitionOfKey<TKey> partitions,
    Func<StageEmitter, Row, Expression> key)
    : StageTemplate(name, tail)
{
    /// <summary>A stage that keeps accumulators by the key of the aggregation.</summary>
    public PartialStage(string name, StreamExpander tail, StreamExpander owner, Planning.Aggregates.Aggregation aggregation, PartitionOfKey<TKey> partitions)
        : this(name, tail, owner, aggregation, partitions, (emitter, row) => AggregateEmitter.Key(emitter, owner, aggregation, row))
    {
    }

    public override bool TakesTextParts => AggregateEmitter.OnlyLooksUp(aggregation);

    public override bool NeedsOnlyRows => true;

    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var table = emitter.HoistOnce("table", () => Expression.Field(
            emitter.Sink(typeof(PartialSink<TKey, TAccumulator>)), nameof(PartialSink<,>.Table)));
        return AggregateEmitter.Update(emitter, owner, aggregation, table, key(emitter, row), row);
    }

    protected override StageSink CreateSink() => new PartialSink<TKey, TAccumulator>(partitions);
}
