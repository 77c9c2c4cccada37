using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Groups the rows of one batch or one batch-time window by key: a partial aggregation before the shuffle, a final one after it.</summary>
/// <param name="Parent">The rows.</param>
/// <param name="Aggregation">Keys, accumulators and what becomes of them.</param>
/// <param name="Window">Which window the results belong to.</param>
internal sealed record AggregatedDStream(DStream Parent, Aggregation Aggregation, RowWindow Window)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    /// <summary>Whether rows of several windows come in one batch, each with its window, so that the window is part of the key.</summary>
    public bool IsPerWindow => Window.IsCarried;

    public override void Print(PlanPrinter printer) => printer.Line($"Aggregate {(IsPerWindow ? "per window " : "")}{Aggregation.Print(printer)}");
}
