using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Logical;

/// <summary>One key of an order.</summary>
internal sealed record SortKey(LambdaExpression Selector, bool IsDescending)
{
    public string Print(PlanPrinter printer) => printer.Expression(Selector) + (IsDescending ? " descending" : "");
}
