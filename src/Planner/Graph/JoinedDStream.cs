using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>For each pair of an outer and an inner row of the same batch with equal keys, <paramref name="Result"/> of the two; and of rows without a match as <paramref name="Kind"/> says.</summary>
internal sealed record JoinedDStream(DStream Outer, DStream Inner, LambdaExpression OuterKey, LambdaExpression InnerKey, LambdaExpression Result, JoinKind Kind)
    : DStream(Result.ReturnType, [Outer, Inner], Outer.Slide > Inner.Slide ? Outer.Slide : Inner.Slide)
{
    public override bool IsShuffle => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"{Kind} join {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} into {printer.Expression(Result)}");
}
