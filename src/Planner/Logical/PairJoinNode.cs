using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>The pairs of rows with equal keys of two streams of which everything so far is kept: in each batch those of which a row is new.</summary>
internal sealed record PairJoinNode(
    PlanNode Outer, PlanNode Inner, LambdaExpression OuterKey, LambdaExpression InnerKey, LambdaExpression Result, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override Type ElementType => Result.ReturnType;

    // A pair is forgotten by what follows when both its rows may have been.
    public override StreamShape Shape => Outer.Shape with
    {
        Slide = Outer.Shape.Slide < Inner.Shape.Slide ? Outer.Shape.Slide : Inner.Shape.Slide,
        TimeToLive = Outer.Shape.TimeToLive is { } outer && Inner.Shape.TimeToLive is { } inner ? (outer > inner ? outer : inner) : null,
    };

    public override IReadOnlyList<PlanNode> Inputs => [Outer, Inner];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], Outer) && ReferenceEquals(inputs[1], Inner) ? this : this with { Outer = inputs[0], Inner = inputs[1] };

    public override void Print(PlanPrinter printer) =>
        printer.Line($"Join so far {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} into {printer.Expression(Result)}");

    public override DStream Lower(GraphBuilder graph) => new PairJoinedDStream(
        graph.Lower(Outer), graph.Lower(Inner), OuterKey, InnerKey, Result, Outer.Shape.TimeToLive, Inner.Shape.TimeToLive, Shape.Slide);
}
