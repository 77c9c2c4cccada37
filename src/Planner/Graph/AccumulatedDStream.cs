using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Groups everything so far by key. Each batch gives those that <paramref name="Gives"/> says.</summary>
internal sealed record AccumulatedDStream(DStream Parent, Aggregation Aggregation, GroupsGiven Gives)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"Accumulate{(Gives == GroupsGiven.Touched ? "" : $" {Gives}".ToLowerInvariant())} {Aggregation.Print(printer)}");
}
