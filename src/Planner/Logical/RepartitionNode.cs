using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>The same rows in another number of partitions.</summary>
internal sealed record RepartitionNode(PlanNode Input, int Partitions, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override void Print(PlanPrinter printer) => printer.Line($"Repartition {Partitions}");

    public override DStream Lower(GraphBuilder graph) => new RepartitionedDStream(graph.Lower(Input), Partitions);
}
