using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Aggregation over everything so far: one window, which never closes.</summary>
internal sealed class AccumulatedShuffle<TKey, TAccumulator>(
    Planning.Aggregates.Aggregation aggregation, ExpansionContext context, IOutputPolicy policy) : StatefulShuffle<TKey, TAccumulator>(context, policy)
{
    /// <summary>The window of everything.</summary>
    private const long Everything = 0;

    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        new PartialStage<TKey, TAccumulator>(name, tail, owner, aggregation, Partitions);

    protected override void Distribute(StageSink sink) => Distribute(Everything, (PartialSink<TKey, TAccumulator>)sink);
}
