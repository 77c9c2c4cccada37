using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>
/// Groups rows by window of event time and key. Accumulators are kept as state; a window's groups appear once, in the first batch whose
/// watermark in force has reached the window's end, windows in ascending order.
/// </summary>
/// <param name="Parent">The rows, with their times.</param>
/// <param name="Aggregation">Keys, accumulators and what becomes of them.</param>
/// <param name="Windows">The windows. A row whose windows have all closed is counted as late and left out.</param>
/// <param name="Watermark">What closes them.</param>
/// <param name="IsEarly">Whether each batch also gives the groups that it touched in windows that are open.</param>
internal sealed record EventWindowAggregatedDStream(DStream Parent, Aggregation Aggregation, EventWindows Windows, WatermarkInputs Watermark, bool IsEarly)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool IsOpenAtEnd => true;

    public override void Print(PlanPrinter printer) => printer.Line($"EventWindowAggregate {Windows}{(IsEarly ? " early" : "")} {Aggregation.Print(printer)}");
}
