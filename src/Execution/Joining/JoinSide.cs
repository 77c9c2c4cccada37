using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Joining;

/// <summary>The stage before the shuffle of one side of a join: rows with their keys, by partition; as they are kept, with their time, where that is what <typeparamref name="TRow"/> is.</summary>
internal sealed class JoinSide<TKey, TRow>(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, PartitionOfKey<TKey> partitions, bool keepsUnmatched)
    : StageTemplate(name, tail)
{
    public override bool NeedsOnlyRows => true;

    public override Expression Consume(StageEmitter emitter, Row row) => Expression.Call(
        emitter.Sink(typeof(KeyedRows<TKey, TRow>)), nameof(KeyedRows<,>.Add), null, emitter.Call(owner, key, row.Value),
        typeof(TRow) == Tail.StoredType ? Tail.Store(row) : row.Value);

    protected override StageSink CreateSink() => new KeyedRows<TKey, TRow>(partitions, keepsUnmatched);
}
