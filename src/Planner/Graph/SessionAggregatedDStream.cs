using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>
/// Aggregates the rows of each session. Accumulators are kept as state; a session appears once, in the first batch whose watermark in
/// force has reached its end, sessions in ascending order of their ends.
/// </summary>
/// <param name="Parent">The rows, with their session key.</param>
/// <param name="Aggregation">What is computed; its key is the session's own, or none.</param>
/// <param name="Sessions">How sessions are made.</param>
/// <param name="Watermark">What closes them; none where batch time does.</param>
internal sealed record SessionAggregatedDStream(DStream Parent, Aggregation Aggregation, SessionWindows Sessions, WatermarkInputs Watermark)
    : DStream(Aggregation.RowType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool IsOpenAtEnd => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"SessionAggregate gap={Sessions.Gap}{(Sessions.IsEarly ? " early" : "")}{(Sessions.KeepsRows ? " rows" : "")} {Aggregation.Print(printer)}");
}

/// <summary>How sessions are made.</summary>
/// <param name="KeyType">The type of the session's key.</param>
/// <param name="Gap">Rows at a distance of at most this belong together.</param>
/// <param name="IsEarly">Whether each batch gives the sessions that it touched.</param>
/// <param name="KeepsRows">
/// Whether a session keeps its rows until it is given out: some aggregate depends on the order of rows, and parts of a session that a later row joins
/// were computed apart.
/// </param>
internal sealed record SessionWindows(Type KeyType, TimeSpan Gap, bool IsEarly, bool KeepsRows);
