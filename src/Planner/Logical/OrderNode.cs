using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>The rows of each window instance in order of the keys; equal rows keep their order.</summary>
internal sealed record OrderNode(PlanNode Input, IReadOnlyList<SortKey> Keys, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    /// <summary>How many of the first rows are needed; null for all.</summary>
    public int? Limit { get; init; }

    public override Type ElementType => Input.ElementType;

    public override void Print(PlanPrinter printer) => printer.Line($"Order {string.Join(", ", Keys.Select(key => key.Print(printer)))}{(Limit is null ? "" : $" first={Limit}")}");

    public override DStream Lower(GraphBuilder graph) => new OrderedDStream(graph.Lower(Input), Keys, Limit);
}
