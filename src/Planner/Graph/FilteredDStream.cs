using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The rows of the parent that satisfy <paramref name="Predicate"/>.</summary>
internal sealed record FilteredDStream(DStream Parent, LambdaExpression Predicate) : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Filter {printer.Expression(Predicate)}");
}
