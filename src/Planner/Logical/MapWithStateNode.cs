using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Pairs mapped with the state of their key.</summary>
internal sealed record MapWithStateNode(PlanNode Input, PlanParameterExpression Spec, Type ResultType, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => ResultType;

    public override StreamShape Shape => StreamShape.Source(Input.Shape.Slide);

    public override void Print(PlanPrinter printer) => printer.Line($"MapWithState<{printer.Type(ResultType)}>");

    public override DStream Lower(GraphBuilder graph) => new MappedStateDStream(graph.Lower(Input), Spec, ResultType);
}
