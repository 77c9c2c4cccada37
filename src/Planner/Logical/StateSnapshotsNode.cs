using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>The whole state of a <see cref="MapWithStateNode"/> after each batch.</summary>
internal sealed record StateSnapshotsNode(PlanNode Input, Type RowType, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => RowType;

    public override void Print(PlanPrinter printer) => printer.Line($"StateSnapshots<{printer.Type(RowType)}>");

    public override DStream Lower(GraphBuilder graph) => new StateSnapshotsDStream(graph.Lower(Input), RowType);
}
