using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Pairs of rows with equal keys that lie near each other in time.</summary>
/// <param name="Outer">The rows around whose times the intervals lie.</param>
/// <param name="Inner">The rows to meet there.</param>
/// <param name="OuterKey">The key of an outer row.</param>
/// <param name="InnerKey">The key of an inner row.</param>
/// <param name="Before">How much earlier than the outer row the inner one may be; both ends of the interval are inside.</param>
/// <param name="After">How much later it may be.</param>
/// <param name="Result">What becomes of a pair.</param>
/// <param name="IsLeft">Whether outer rows that have met none are given, when the watermark says that they can meet none any more.</param>
/// <param name="Origin">The operator of the query.</param>
internal sealed record IntervalJoinNode(
    PlanNode Outer,
    PlanNode Inner,
    LambdaExpression OuterKey,
    LambdaExpression InnerKey,
    TimeSpan Before,
    TimeSpan After,
    LambdaExpression Result,
    bool IsLeft,
    OperatorOrigin Origin)
    : PlanNode(Origin)
{
    public override Type ElementType => Result.ReturnType;

    // Rows of their batches, with the time of the later of the two. That one came in this batch, so it lies behind no watermark of the join; only an
    // outer row that waited in vain does, and by no more than its interval goes on after it.
    public override StreamShape Shape
    {
        get
        {
            var (outer, inner) = (Outer.Shape, Inner.Shape);
            var clocks = StreamClock.Together(outer.Clocks, inner.Clocks);
            return new StreamShape(WindowKind.Batch, IsResult: false, StreamEmission.Append, outer.Slide, outer.Slide, HasEventTime: true)
            {
                Clocks = IsLeft && After > TimeSpan.Zero ? StreamClock.Delayed(clocks, After) : clocks,
                IsDerived = true,
            };
        }
    }

    public override IReadOnlyList<PlanNode> Inputs => [Outer, Inner];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], Outer) && ReferenceEquals(inputs[1], Inner) ? this : this with { Outer = inputs[0], Inner = inputs[1] };

    public override void Print(PlanPrinter printer) => printer.Line(
        $"{(IsLeft ? "Left interval" : "Interval")} join {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} before={Before} after={After} into {printer.Expression(Result)}");

    public override DStream Lower(GraphBuilder graph)
    {
        var (outer, inner) = (Outer.Shape, Inner.Shape);
        var clocks = StreamClock.Together(outer.Clocks, inner.Clocks);
        return new IntervalJoinedDStream(
            graph.Lower(Outer),
            graph.Lower(Inner),
            OuterKey,
            InnerKey,
            Before,
            After,
            Result,
            new WatermarkInputs(clocks, outer.IsDerived),
            new WatermarkInputs(clocks, inner.IsDerived),
            IsLeft);
    }
}
