using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>
/// For each pair of an outer and an inner row with equal keys, the inner one's time in <c>[outer - Before, outer + After]</c>, the result of the two, in the
/// batch in which the second of them comes. Rows are kept until the watermark says that no partner can come any more.
/// </summary>
/// <param name="Outer">The outer rows, with their times.</param>
/// <param name="Inner">The inner rows, with their times.</param>
/// <param name="OuterKey">The key of an outer row.</param>
/// <param name="InnerKey">The key of an inner row.</param>
/// <param name="Before">How much earlier than the outer row the inner one may be.</param>
/// <param name="After">How much later it may be.</param>
/// <param name="Result">What becomes of a pair.</param>
/// <param name="OuterWatermark">What says how far time has come, and which outer rows are late.</param>
/// <param name="InnerWatermark">The same watermark, and which inner rows are late.</param>
/// <param name="IsLeft">Whether an outer row that can meet none any more, and has met none, is given with the default for the inner one.</param>
internal sealed record IntervalJoinedDStream(
    DStream Outer,
    DStream Inner,
    LambdaExpression OuterKey,
    LambdaExpression InnerKey,
    TimeSpan Before,
    TimeSpan After,
    LambdaExpression Result,
    WatermarkInputs OuterWatermark,
    WatermarkInputs InnerWatermark,
    bool IsLeft)
    : DStream(Result.ReturnType, [Outer, Inner], Outer.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override bool IsOpenAtEnd => IsLeft;

    public override bool RunsUnasked => true;

    public override void Print(PlanPrinter printer) => printer.Line(
        $"{(IsLeft ? "Left interval" : "Interval")} join {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} before={Before} after={After} into {printer.Expression(Result)}");
}
