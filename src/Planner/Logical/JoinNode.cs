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

    // The window of a pair is the longer of the two.
    public override StreamShape Shape
    {
        get
        {
            var longer = Outer.Shape.Length >= Inner.Shape.Length ? Outer.Shape : Inner.Shape;
            return longer with { IsResult = true, HasEventTime = false };
        }
    }

    public override IReadOnlyList<PlanNode> Inputs => [Outer, Inner];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], Outer) && ReferenceEquals(inputs[1], Inner) ? this : this with { Outer = inputs[0], Inner = inputs[1] };

    public override void Print(PlanPrinter printer) =>
        printer.Line($"{Kind} join {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} into {printer.Expression(Result)}");

    public override DStream Lower(GraphBuilder graph) => new JoinedDStream(graph.Lower(Outer), graph.Lower(Inner), OuterKey, InnerKey, Result, Kind);
}
