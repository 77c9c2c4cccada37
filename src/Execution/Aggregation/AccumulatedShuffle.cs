using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Aggregation over everything so far.</summary>
internal sealed class AccumulatedShuffle<TKey, TAccumulator>(AccumulatedDStream template, ExpansionContext context) : StatefulShuffle<TKey, TAccumulator>(context)
{
    public override Type InputType => typeof(AccumulatedMerge<TKey, TAccumulator>);

    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        EntrySource == EntrySource.Waiting
            ? new AccumulatedStage<TKey, TAccumulator>(name, tail, owner, template.Aggregation, _ => OnlyMerge)
            : new PartialStage<TKey, TAccumulator>(name, tail, owner, template.Aggregation, Partitions);

    protected override Planning.Aggregates.Aggregation Aggregation => template.Aggregation;

    // Entries that are forgotten are forgotten before rows come.
    protected override bool CanTakeRows => template.TimeToLive is null;

    public override bool GivesWholeTables => template.Gives == GroupsGiven.All;

    protected override StateMerge<TKey, TAccumulator> CreateMerge(StableHasher<TKey> hash) =>
        new AccumulatedMerge<TKey, TAccumulator>(hash, template.Gives, template.TimeToLive);

    protected override void Distribute(StageSink sink)
    {
        if (sink is PartialSink<TKey, TAccumulator> partial)
        {
            Distribute(AccumulatedMerge<TKey, TAccumulator>.Everything, partial);
        }
    }
}
