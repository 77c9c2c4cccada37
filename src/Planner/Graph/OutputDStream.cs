using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>An output operation: a root of the graph, a job in each batch in which its parent has an RDD.</summary>
/// <param name="Parent">The stream whose rows go out.</param>
/// <param name="Output">Where they go.</param>
/// <param name="WindowLength">The length of the batch-time window that the rows belong to; null where rows of several windows may meet.</param>
internal sealed record OutputDStream(DStream Parent, StreamOutput Output, TimeSpan? WindowLength)
    : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Output {Output.Operation}");
}
