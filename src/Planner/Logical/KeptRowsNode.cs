using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Everything so far of one side of a join, kept by key.</summary>
internal sealed record KeptRowsNode(PlanNode Input, LambdaExpression Key, bool KeepsNullKeys, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override void Print(PlanPrinter printer) => printer.Line($"Keep by {printer.Expression(Key)}");

    public override DStream Lower(GraphBuilder graph) => new KeptRowsDStream(graph.Lower(Input), Key, KeepsNullKeys, Input.Shape.TimeToLive);
}
