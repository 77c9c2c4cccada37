using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>One row for each of the parent's: <paramref name="Selector"/> of it, and of its window where the lambda takes one.</summary>
internal sealed record MappedDStream(DStream Parent, LambdaExpression Selector, RowWindow Window)
    : DStream(Selector.ReturnType, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Map {printer.Expression(Selector)}");
}
