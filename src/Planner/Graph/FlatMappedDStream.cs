using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>For each row of the parent a row for each element of <paramref name="Collection"/>, through <paramref name="Result"/> where there is one.</summary>
internal sealed record FlatMappedDStream(DStream Parent, LambdaExpression Collection, LambdaExpression? Result, Type ItemType)
    : DStream(Result?.ReturnType ?? ItemType, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) =>
        printer.Line($"FlatMap {printer.Expression(Collection)}{(Result is null ? "" : $", {printer.Expression(Result)}")}");
}
