using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Joining;

namespace Linq.Streaming.Execution.KeptJoining;

/// <summary>The parts of a join with kept rows that depend on the types of its keys and rows.</summary>
internal interface IKeptJoinShuffle
{
    Type InputType { get; }

    StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsNullKeys);

    /// <summary>What each partition reads: the rows that look up, and what is kept.</summary>
    IReadOnlyList<object?> Read(StageSink[] written, IKeptState kept);
}

/// <inheritdoc cref="IKeptJoinShuffle"/>
internal sealed class KeptJoinShuffle<TKey, TProbe, TKept>(ExpansionContext context) : IKeptJoinShuffle
{
    private readonly PartitionOfKey<TKey> _partitions = new(context.Codecs, context.Parallelism);

    public Type InputType => typeof(KeptJoinInput<TKey, TProbe, TKept>);

    public StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner, LambdaExpression key, bool keepsNullKeys) =>
        new JoinSide<TKey, TProbe>(name, tail, owner, key, _partitions, keepsNullKeys);

    public IReadOnlyList<object?> Read(StageSink[] written, IKeptState kept) =>
        [.. ((KeptState<TKey, TKept>)kept).Partitions.Select((rows, partition) => new KeptJoinInput<TKey, TProbe, TKept>(
            [.. written.Select(sink => ((KeyedRows<TKey, TProbe>)sink).RowsFor(partition))], rows))];
}
