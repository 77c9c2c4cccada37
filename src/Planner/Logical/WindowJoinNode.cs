using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Pairs of rows with equal keys in equal windows of event time, given when the smaller watermark closes the window.</summary>
/// <param name="Outer">The outer rows: raw ones that wait, or results.</param>
/// <param name="Inner">The inner rows, of the same windows.</param>
/// <param name="OuterKey">The key of an outer row.</param>
/// <param name="InnerKey">The key of an inner row.</param>
/// <param name="Result">What becomes of a pair.</param>
/// <param name="Kind">What becomes of rows without a match; not <see cref="JoinKind.Group"/>.</param>
/// <param name="Origin">The operator of the query.</param>
internal sealed record WindowJoinNode(
    PlanNode Outer, PlanNode Inner, LambdaExpression OuterKey, LambdaExpression InnerKey, LambdaExpression Result, JoinKind Kind, OperatorOrigin Origin)
    : PlanNode(Origin)
{
    public override Type ElementType => Result.ReturnType;

    public override StreamShape Shape => (Outer.Shape with { Clocks = Clocks, IsDerived = Outer.Shape.IsDerived || Inner.Shape.IsDerived }).Grouped();

    public override IReadOnlyList<PlanNode> Inputs => [Outer, Inner];

    private IReadOnlyList<StreamClock> Clocks => StreamClock.Together(Outer.Shape.Clocks, Inner.Shape.Clocks);

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], Outer) && ReferenceEquals(inputs[1], Inner) ? this : this with { Outer = inputs[0], Inner = inputs[1] };

    public override void Print(PlanPrinter printer) =>
        printer.Line($"{Kind} window join {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} into {printer.Expression(Result)}");

    public override DStream Lower(GraphBuilder graph)
    {
        var clocks = Clocks;
        return new WindowJoinedDStream(
            new WindowJoinSide(graph.Lower(Outer), OuterKey, EventWindows.Of(Outer.Shape), new WatermarkInputs(clocks, Outer.Shape.IsDerived)),
            new WindowJoinSide(graph.Lower(Inner), InnerKey, EventWindows.Of(Inner.Shape), new WatermarkInputs(clocks, Inner.Shape.IsDerived)),
            Result,
            Kind);
    }
}
