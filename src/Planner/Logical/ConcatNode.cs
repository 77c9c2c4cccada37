using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>The rows of one stream, then those of another of the same shape.</summary>
internal sealed record ConcatNode(PlanNode First, PlanNode Second, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override Type ElementType => First.ElementType;

    public override StreamShape Shape => First.Shape;

    public override IReadOnlyList<PlanNode> Inputs => [First, Second];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], First) && ReferenceEquals(inputs[1], Second) ? this : this with { First = inputs[0], Second = inputs[1] };

    public override void Print(PlanPrinter printer) => printer.Line("Concat");

    public override DStream Lower(GraphBuilder graph) => new UnionDStream(graph.Lower(First), graph.Lower(Second));
}
