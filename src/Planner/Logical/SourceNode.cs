using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>A source of the context.</summary>
internal sealed record SourceNode(StreamSourceExpression Source, TimeSpan BatchInterval, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override Type ElementType => Source.ElementType;

    public override StreamShape Shape { get; } = StreamShape.Source(BatchInterval);

    public override IReadOnlyList<PlanNode> Inputs => [];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) => this;

    public override void Print(PlanPrinter printer) => printer.Line($"Source<{printer.Type(ElementType)}> {Source.Name}");

    public override DStream Lower(GraphBuilder graph) => new InputDStream(Source, BatchInterval);
}
