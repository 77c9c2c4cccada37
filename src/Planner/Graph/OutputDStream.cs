using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>An output operation: a root of the graph, a job in each batch in which its parent has an RDD.</summary>
/// <param name="Parent">The stream whose rows go out.</param>
/// <param name="Output">Where they go.</param>
/// <param name="Window">Which window the rows belong to.</param>
internal sealed record OutputDStream(DStream Parent, StreamOutput Output, RowWindow Window)
    : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Output {Output.Operation}");
}
