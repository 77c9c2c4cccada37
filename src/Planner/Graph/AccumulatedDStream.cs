using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Groups everything so far by key. Each batch gives the groups that it touched, or with <paramref name="IsComplete"/> all of them.</summary>
internal sealed record AccumulatedDStream(DStream Parent, Aggregation Aggregation, bool IsComplete)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"Accumulate{(IsComplete ? " complete" : "")} {Aggregation.Print(printer)}");
}
