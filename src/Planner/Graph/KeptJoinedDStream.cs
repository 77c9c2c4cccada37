using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>For each row of <paramref name="Probe"/> at its times, <paramref name="Result"/> of it and each kept row with its key; and of rows without a match as <paramref name="Kind"/> says.</summary>
internal sealed record KeptJoinedDStream(
    DStream Probe, KeptRowsDStream Kept, LambdaExpression Key, LambdaExpression Result, JoinKind Kind, bool IsKeptOuter, bool GivesKeptAlone)
    : DStream(Result.ReturnType, [Probe, Kept], Probe.Slide)
{
    public override bool IsShuffle => true;

    public override void Print(PlanPrinter printer) => printer.Line(
        $"{Kind} join with {(IsKeptOuter ? "outer" : "inner")} so far by {printer.Expression(Key)} into {printer.Expression(Result)}");
}
