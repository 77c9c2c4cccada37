using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Joining;

/// <summary>The parts of a join that depend on the types of its keys and rows.</summary>
internal interface IJoinShuffle
{
    Type InputType { get; }

    StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsUnmatched);

    StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsUnmatched);

    /// <summary>What each partition reads, from what both sides wrote.</summary>
    IReadOnlyList<object?> Read(StageSink[] outer, StageSink[] inner);
}

/// <inheritdoc cref="IJoinShuffle"/>
internal sealed class JoinShuffle<TKey, TOuter, TInner>(ExpansionContext context) : IJoinShuffle
{
    private readonly PartitionOfKey<TKey> _partitions = new(context.Codecs, context.Parallelism);

    public Type InputType => typeof(JoinInput<TKey, TOuter, TInner>);

    public StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsUnmatched) =>
        new JoinSide<TKey, TOuter>(name, tail, owner, key, _partitions, keepsUnmatched);

    public StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsUnmatched) =>
        new JoinSide<TKey, TInner>(name, tail, owner, key, _partitions, keepsUnmatched);

    public IReadOnlyList<object?> Read(StageSink[] outer, StageSink[] inner) =>
        [.. Enumerable.Range(0, _partitions.Count).Select(partition => new JoinInput<TKey, TOuter, TInner>(
            [.. outer.Select(sink => ((KeyedRows<TKey, TOuter>)sink).RowsFor(partition))],
            [.. inner.Select(sink => ((KeyedRows<TKey, TInner>)sink).RowsFor(partition))]))];
}
