using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The stage that takes rows straight into everything so far.</summary>
internal sealed class AccumulatedStage<TKey, TAccumulator>(
    string name, StreamExpander tail, StreamExpander owner, Planning.Aggregates.Aggregation aggregation, Func<int, StateMerge<TKey, TAccumulator>> merge)
    : StageTemplate(name, tail)
{
    public override bool TakesTextParts => AggregateEmitter.OnlyLooksUp(aggregation);

    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = emitter.Sink(typeof(AccumulatedSink<TKey, TAccumulator>));
        var table = emitter.HoistOnce("table", () => Expression.Field(sink, nameof(StateSink<,>.Table)));
        return AggregateEmitter.UpdateState(emitter, owner, aggregation, sink, table, row);
    }

    public override StageSink RentSink(int partition)
    {
        var sink = (AccumulatedSink<TKey, TAccumulator>)base.RentSink(partition);
        sink.Bind(merge(partition));
        return sink;
    }

    protected override StageSink CreateSink() => new AccumulatedSink<TKey, TAccumulator>();
}
