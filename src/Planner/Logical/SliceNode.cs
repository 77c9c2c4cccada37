using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>A run of the rows of each window instance: without the first <paramref name="Skip"/>, at most <paramref name="Take"/>.</summary>
internal sealed record SliceNode(PlanNode Input, int Skip, int? Take, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override void Print(PlanPrinter printer) => printer.Line($"Slice skip={Skip}{(Take is null ? "" : $" take={Take}")}");

    public override DStream Lower(GraphBuilder graph) => new SlicedDStream(graph.Lower(Input), Skip, Take);
}
