using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>A new row for each row, and for its window where the selector takes a second parameter.</summary>
internal sealed record ProjectNode(PlanNode Input, LambdaExpression Selector, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Selector.ReturnType;

    /// <summary>Whether the selector looks at the window.</summary>
    public bool ReadsWindow => Selector.Parameters.Count == 2;

    public override void Print(PlanPrinter printer) => printer.Line($"Project {printer.Expression(Selector)}");

    public override DStream Lower(GraphBuilder graph) => new MappedDStream(graph.Lower(Input), Selector, RowWindow.Of(Shape));
}
