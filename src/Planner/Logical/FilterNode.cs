using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>The rows that satisfy a predicate.</summary>
internal sealed record FilterNode(PlanNode Input, LambdaExpression Predicate, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override void Print(PlanPrinter printer) => printer.Line($"Filter {printer.Expression(Predicate)}");

    public override DStream Lower(GraphBuilder graph) => new FilteredDStream(graph.Lower(Input), Predicate);
}
