using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>The stage before the shuffle of an event-time aggregation: rows into partial accumulators by window, or pane, and key.</summary>
internal sealed class WindowedPartialStage<TKey, TAccumulator>(
    string name,
    StreamExpander tail,
    StreamExpander owner,
    Planning.Aggregates.Aggregation aggregation,
    PartitionOfKey<TKey> partitions,
    EventWindows windows,
    WatermarkGauge watermark)
    : WindowedStage(name, tail, windows)
{
    protected override Type SinkType => typeof(WindowedPartialSink<TKey, TAccumulator>);

    protected override StageSink CreateSink() => new WindowedPartialSink<TKey, TAccumulator>(partitions, Windows, watermark);

    protected override Expression Update(StageEmitter emitter, Expression sink, Expression table, Row row) =>
        Windows.Assignment == WindowAssignment.Copies ? UpdateAll(emitter, sink, row) : Update(emitter, table, row);

    private Expression Update(StageEmitter emitter, Expression table, Row row) => aggregation.Key is null
        ? AggregateEmitter.UpdateOnly(emitter, owner, aggregation, table, row)
        : AggregateEmitter.Update(emitter, owner, aggregation, table, row);

    // Read from the sink, since entering a place may have made the array anew.
    private BlockExpression UpdateAll(StageEmitter emitter, Expression sink, Row row)
    {
        var tables = Expression.Variable(typeof(KeyedTable<TKey, TAccumulator>[]), "tables");
        var count = Expression.Variable(typeof(int), "count");
        var table = Expression.Variable(typeof(KeyedTable<TKey, TAccumulator>), "copy");
        return Expression.Block(
            typeof(void),
            [tables, count, table],
            Expression.Assign(tables, Expression.Field(sink, nameof(WindowedPartialSink<,>.Tables))),
            Expression.Assign(count, Expression.Field(sink, nameof(WindowedPartialSink<,>.TableCount))),
            Loops.For(Expression.Constant(0), count, i => Expression.Block(
                typeof(void), Expression.Assign(table, Expression.ArrayAccess(tables, i)), Update(emitter, table, row)), "window"));
    }
}
