using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>For each row the elements of a collection, through a result selector where there is one.</summary>
internal sealed record FlatMapNode(PlanNode Input, LambdaExpression Collection, LambdaExpression? Result, Type ItemType, OperatorOrigin Origin)
    : UnaryNode(Input, Origin)
{
    public override Type ElementType => Result?.ReturnType ?? ItemType;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"FlatMap {printer.Expression(Collection)}{(Result is null ? "" : $", {printer.Expression(Result)}")}");

    public override DStream Lower(GraphBuilder graph) => new FlatMappedDStream(graph.Lower(Input), Collection, Result, ItemType);
}
