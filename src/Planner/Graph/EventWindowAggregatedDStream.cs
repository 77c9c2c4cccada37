using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>
/// Groups rows by tumbling window of event time and key. Accumulators are kept as state; a window's groups appear once, in the
/// first batch whose watermark in force has reached the window's end, windows in ascending order.
/// </summary>
/// <remarks>Windows are <c>[k · Length, (k + 1) · Length)</c>, counted from the Unix epoch. A row whose window has closed is counted as late and left out.</remarks>
internal sealed record EventWindowAggregatedDStream(DStream Parent, Aggregation Aggregation, TimeSpan Length)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) => printer.Line($"EventWindowAggregate length={Length} {Aggregation.Print(printer)}");
}
