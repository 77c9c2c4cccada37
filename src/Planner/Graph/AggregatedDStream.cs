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

    public override void Print(PlanPrinter printer) => printer.Line($"Aggregate {Aggregation.Print(printer)}");
}
