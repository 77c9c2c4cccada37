using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The new pairs of two streams whose rows are all kept, by key: <paramref name="Result"/> of each.</summary>
/// <remarks>A key's rows of one side are forgotten when that side has not given any for its time to live.</remarks>
internal sealed record PairJoinedDStream(
    DStream Outer,
    DStream Inner,
    LambdaExpression OuterKey,
    LambdaExpression InnerKey,
    LambdaExpression Result,
    TimeSpan? OuterTimeToLive,
    TimeSpan? InnerTimeToLive,
    TimeSpan PairSlide) : DStream(Result.ReturnType, [Outer, Inner], PairSlide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) => printer.Line(
        $"Join so far {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} into {printer.Expression(Result)}");
}
