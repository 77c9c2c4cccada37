using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Sessions that keep accumulators.</summary>
internal sealed class AccumulatorSessions<TKey, TAccumulator>(SessionAggregatedDStream template, ExpansionContext context, WatermarkGauge watermark)
    : SessionShuffle<TKey, TAccumulator, TAccumulator>(context)
{
    public override Type InputType => typeof(AggregateSessionMerge<TKey, TAccumulator, TAccumulator>);

    protected override SessionContents<TAccumulator, TAccumulator> Contents { get; } = new AccumulatorContents<TAccumulator>(template.Aggregation);

    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) => Partitions.Count == 1
        ? new SingleSessionStage<TKey, TAccumulator>(name, tail, owner, template.Aggregation, Partitions)
        : new AggregateSessionStage<TKey, TAccumulator>(name, tail, owner, template.Aggregation, Partitions, template.Sessions.Gap.Ticks);

    protected override SessionMerge<TKey, TAccumulator, TAccumulator> CreateMerge(int partition) =>
        new AggregateSessionMerge<TKey, TAccumulator, TAccumulator>(partition, template.Sessions.Gap.Ticks, watermark, Contents, template.Sessions.IsEarly);
}
