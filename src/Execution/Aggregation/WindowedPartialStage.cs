using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The stage before the shuffle of an event-time aggregation: rows into partial accumulators by window and key.</summary>
internal sealed class WindowedPartialStage<TKey, TAccumulator>(
    string name, StreamExpander tail, StreamExpander owner, Planning.Aggregates.Aggregation aggregation, PartitionOfKey<TKey> partitions, long length, IWatermark watermark)
    : StageTemplate(name, tail)
{
    private static readonly Type Sink = typeof(WindowedPartialSink<TKey, TAccumulator>);

    // if (time lies outside [start, start + length)) isOpen = sink.Enter(time); if (isOpen) update the table
    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = emitter.Sink(Sink);
        var start = emitter.HoistOnce("start", () => Expression.Constant(WindowedPartialSink<TKey, TAccumulator>.NoWindow));
        var table = emitter.HoistOnce("table", () => Expression.Constant(null, typeof(KeyedTable<TKey, TAccumulator>)));
        var isOpen = Expression.Variable(typeof(bool), "isOpen");

        // As unsigned numbers, so that one comparison covers both ends of the window.
        var offset = Expression.Convert(Expression.Subtract(row.Time!, start), typeof(ulong));
        var enter = Expression.Block(
            typeof(void),
            Expression.Assign(isOpen, Expression.Call(sink, nameof(WindowedPartialSink<,>.Enter), null, row.Time!)),
            Expression.Assign(start, Expression.Field(sink, nameof(WindowedPartialSink<,>.Start))),
            Expression.Assign(table, Expression.Field(sink, nameof(WindowedPartialSink<,>.Table))));
        return Expression.Block(
            typeof(void),
            [isOpen],
            Expression.Assign(isOpen, Expression.Constant(true)),
            Expression.IfThen(Expression.GreaterThanOrEqual(offset, Expression.Constant((ulong)length)), enter),
            Expression.IfThen(isOpen, AggregateEmitter.Update(emitter, owner, aggregation, table, row)));
    }

    protected override StageSink CreateSink() => new WindowedPartialSink<TKey, TAccumulator>(partitions, length, watermark);
}
