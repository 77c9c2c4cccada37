using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Groups everything so far by key. Each batch gives those that <paramref name="Gives"/> says.</summary>
/// <param name="Parent">The rows.</param>
/// <param name="Aggregation">Keys, accumulators and what becomes of them.</param>
/// <param name="Gives">Which groups a batch gives.</param>
/// <param name="TimeToLive">After how much batch time without a row a group is forgotten; null never.</param>
internal sealed record AccumulatedDStream(DStream Parent, Aggregation Aggregation, GroupsGiven Gives, TimeSpan? TimeToLive)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"Accumulate{(Gives == GroupsGiven.Touched ? "" : $" {Gives}".ToLowerInvariant())}{(TimeToLive is null ? "" : $" ttl={TimeToLive}")} {Aggregation.Print(printer)}");
}
