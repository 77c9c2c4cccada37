using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Groups of a window over batch time, maintained from batch to batch. It has an RDD whenever its parent may have one: all groups of <c>(t - Length, t]</c>.</summary>
/// <remarks>
/// <code>
///   batches   ... [t-L] [t-L+p] ... [t-p] [t]
///   leaves           x
///   enters                                +
/// </code>
/// Accumulators that can take rows out again are one running total for each key; others are kept in two stacks for each key, so
/// that a batch enters and leaves in constant time on average however long the window.
/// </remarks>
internal sealed record WindowAggregatedDStream(DStream Parent, Aggregation Aggregation, TimeSpan Length, RowWindow Window)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool RunsUnasked => true;

    public override void Print(PlanPrinter printer) => printer.Line(
        $"WindowAggregate length={Length} {(Aggregation.IsInvertible ? "add/remove" : "two-stack")} {Aggregation.Print(printer)}");
}
