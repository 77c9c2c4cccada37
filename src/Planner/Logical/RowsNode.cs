using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Rows that are at hand, as one side of a join: all of them at every time at which the other side exists.</summary>
/// <remarks>The sequence is enumerated at each of those times; it exists when the other side does.</remarks>
internal sealed record RowsNode(PlanParameterExpression Rows, Type RowType, StreamShape Beside, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override Type ElementType => RowType;

    public override StreamShape Shape => StreamShape.Source(Beside.Slide);

    public override IReadOnlyList<PlanNode> Inputs => [];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) => this;

    public override void Print(PlanPrinter printer) => printer.Line($"Rows<{printer.Type(RowType)}>");

    public override DStream Lower(GraphBuilder graph) => new RowsDStream(Rows, RowType, Beside.Slide);
}
