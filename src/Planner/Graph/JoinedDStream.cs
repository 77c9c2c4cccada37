using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>For each pair of an outer and an inner row of the same batch with equal keys, <paramref name="Result"/> of the two.</summary>
internal sealed record JoinedDStream(DStream Outer, DStream Inner, LambdaExpression OuterKey, LambdaExpression InnerKey, LambdaExpression Result)
    : DStream(Result.ReturnType, [Outer, Inner], Outer.Slide)
{
    public override bool IsShuffle => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"Join {printer.Expression(OuterKey)} equals {printer.Expression(InnerKey)} into {printer.Expression(Result)}");
}
