using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Pairs of rows with equal keys, of the same batch or of windows that exist at the same times.</summary>
internal sealed record JoinNode(
    PlanNode Outer, PlanNode Inner, LambdaExpression OuterKey, LambdaExpression InnerKey, LambdaExpression Result, JoinKind Kind, OperatorOrigin Origin)
    : PlanNode(Origin)
{
    public override Type ElementType => Result.ReturnType;

    // The window of a pair is the longer of the two. Rows at hand, and results over everything so far, are joined in the window of the other side.
    public override StreamShape Shape
    {
        get
        {
            if (Inner is RowsNode && Outer.Shape.Kind is not (WindowKind.Batch or WindowKind.BatchWindow))
            {
                return Outer.Shape;
            }

            var window = Inner.Shape.Kind == WindowKind.SoFar ? Outer.Shape
                : Outer.Shape.Kind == WindowKind.SoFar || Outer.Shape.Length < Inner.Shape.Length ? Inner.Shape
                : Outer.Shape;
            return window.IsClosing ? window : window with { IsResult = true, HasEventTime = false };
        }
    }

    public override IReadOnlyList<PlanNode> Inputs => [Outer, Inner];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], Outer) && ReferenceEquals(inputs[1], Inner) ? this : this with { Outer = inputs[0], Inner = inputs[1] };

    public override void Print(PlanPrinter printer) =>
        printer.Line($"{Kind} join {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} into {printer.Expression(Result)}");

    public override DStream Lower(GraphBuilder graph) => new JoinedDStream(graph.Lower(Outer), graph.Lower(Inner), OuterKey, InnerKey, Result, Kind);
}
