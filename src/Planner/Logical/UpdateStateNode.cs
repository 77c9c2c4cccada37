using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>A state for every key, renewed in each batch. Its rows are pairs of key and state.</summary>
internal sealed record UpdateStateNode(PlanNode Input, PlanParameterExpression Update, PlanParameterExpression? Initial, Type RowType, OperatorOrigin Origin)
    : UnaryNode(Input, Origin)
{
    public override Type ElementType => RowType;

    public override StreamShape Shape => StreamShape.Source(Input.Shape.Slide);

    public override void Print(PlanPrinter printer) => printer.Line($"UpdateState<{printer.Type(RowType)}>{(Initial is null ? "" : " from an initial state")}");

    public override DStream Lower(GraphBuilder graph) => new UpdatedStateDStream(graph.Lower(Input), Update, Initial, RowType);
}
