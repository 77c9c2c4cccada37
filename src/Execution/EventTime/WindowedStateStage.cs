using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>The stage that takes rows straight into the state of windows of event time, or of their panes.</summary>
internal sealed class WindowedStateStage<TKey, TAccumulator>(
    string name,
    StreamExpander tail,
    StreamExpander owner,
    Planning.Aggregates.Aggregation aggregation,
    EventWindows windows,
    WatermarkGauge watermark,
    Func<int, StateMerge<TKey, TAccumulator>> merge)
    : WindowedStage(name, tail, windows)
{
    protected override Type SinkType => typeof(WindowedStateSink<TKey, TAccumulator>);

    public override StageSink RentSink(int partition)
    {
        var sink = (WindowedStateSink<TKey, TAccumulator>)base.RentSink(partition);
        sink.Bind(merge(partition));
        return sink;
    }

    protected override StageSink CreateSink() => new WindowedStateSink<TKey, TAccumulator>(Windows, watermark);

    protected override Expression Update(StageEmitter emitter, Expression sink, Expression table, Row row) => aggregation.Key is null
        ? AggregateEmitter.UpdateOnlyState(emitter, owner, aggregation, table, row)
        : AggregateEmitter.UpdateState(emitter, owner, aggregation, sink, table, row);
}
