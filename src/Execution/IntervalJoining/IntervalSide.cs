using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>The stage before the shuffle of one side of an interval join: rows that are not late, with their keys and times, by partition.</summary>
internal sealed class IntervalSide<TKey, TRow>(
    string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, PartitionOfKey<TKey> partitions, WatermarkGauge watermark, bool keepsNullKeys)
    : StageTemplate(name, tail)
{
    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = emitter.Sink(typeof(TimedRows<TKey, TRow>));
        return Expression.IfThen(
            Expression.Call(sink, nameof(TimedRows<,>.Takes), null, row.Time!),
            Expression.Call(sink, nameof(TimedRows<,>.Add), null, emitter.Call(owner, key, row.Value), row.Value, row.Time!));
    }

    protected override StageSink CreateSink() => new TimedRows<TKey, TRow>(partitions, watermark, keepsNullKeys);
}
