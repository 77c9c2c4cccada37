using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>A user's function of whole partitions, or of whole window instances of one or two streams.</summary>
internal sealed record TransformNode(
    IReadOnlyList<PlanNode> Sources, PlanParameterExpression Function, bool IsPerPartition, Type ResultType, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override Type ElementType => ResultType;

    public override StreamShape Shape => Sources[0].Shape with { HasEventTime = false };

    public override IReadOnlyList<PlanNode> Inputs => Sources;

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        inputs.SequenceEqual(Sources, ReferenceEqualityComparer.Instance) ? this : this with { Sources = inputs };

    public override void Print(PlanPrinter printer) => printer.Line($"{(IsPerPartition ? "MapPartitions" : "Transform")}<{printer.Type(ResultType)}>");

    public override DStream Lower(GraphBuilder graph) =>
        new TransformedDStream([.. Sources.Select(graph.Lower)], Function, IsPerPartition, ResultType);
}
