using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The stage before the shuffle of an event-time aggregation: rows into partial accumulators by window and key.</summary>
internal sealed class WindowedPartialStage<TKey, TAccumulator>(
    string name, StreamExpander tail, StreamExpander owner, Planning.Aggregates.Aggregation aggregation, PartitionOfKey<TKey> partitions, long length, IWatermark watermark)
    : StageTemplate(name, tail)
{
    private static readonly Type Sink = typeof(WindowedPartialSink<TKey, TAccumulator>);

    // if (time lies outside [start, start + length)) { enter its window }; update the table
    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = emitter.Sink(Sink);
        var start = emitter.HoistOnce("start", () => Expression.Field(sink, nameof(WindowedPartialSink<,>.Start)));
        var table = emitter.HoistOnce("table", () => Expression.Field(sink, nameof(WindowedPartialSink<,>.Table)));

        // As unsigned numbers, so that one comparison covers both ends of the window.
        var isOutside = Expression.GreaterThanOrEqual(
            Expression.Convert(Expression.Subtract(row.Time!, start), typeof(ulong)), Expression.Constant((ulong)length));
        var update = aggregation.Key is null
            ? AggregateEmitter.UpdateOnly(emitter, owner, aggregation, table, row)
            : AggregateEmitter.Update(emitter, owner, aggregation, table, row);
        return emitter.Row is null
            ? Expression.Block(
                typeof(void),
                Expression.IfThen(isOutside, Enter(sink, start, table, row.Time!)),
                Expression.IfThen(Expression.ReferenceNotEqual(table, Expression.Constant(null)), update))
            : Expression.Block(typeof(void), Expression.IfThen(isOutside, EnterAside(emitter, sink, row.Time!)), update);
    }

    private static BlockExpression Enter(Expression sink, Expression start, Expression table, Expression time) => Expression.Block(
        typeof(void),
        Expression.Call(sink, nameof(WindowedPartialSink<,>.Enter), null, time),
        Expression.Assign(start, Expression.Field(sink, nameof(WindowedPartialSink<,>.Start))),
        Expression.Assign(table, Expression.Field(sink, nameof(WindowedPartialSink<,>.Table))));

    // The row comes back when its window has been entered; when it is late, the next row comes.
    private static BlockExpression EnterAside(StageEmitter emitter, Expression sink, Expression time)
    {
        var pending = emitter.HoistOnce("pending", () => Expression.Constant(0L));
        var enter = Expression.IfThen(
            Expression.Not(Expression.Call(sink, nameof(WindowedPartialSink<,>.Enter), null, pending)),
            Expression.PreIncrementAssign(Expression.Field(emitter.Frame, nameof(TaskFrame.Row))));
        return Expression.Block(typeof(void), Expression.Assign(pending, time), emitter.Aside(enter));
    }

    protected override StageSink CreateSink() => new WindowedPartialSink<TKey, TAccumulator>(partitions, length, watermark);
}
