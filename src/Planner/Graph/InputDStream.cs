using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>A source: its RDD holds what the receiver tracker allocated to the batch.</summary>
internal sealed record InputDStream(StreamSourceExpression Source, TimeSpan BatchInterval) : DStream(Source.ElementType, [], BatchInterval)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Input<{printer.Type(ElementType)}> {Source.Name}");
}
