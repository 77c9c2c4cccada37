using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>An aggregate of the rows of a group: a function of a value of those rows that pass a filter.</summary>
/// <param name="Function">What is computed.</param>
/// <param name="Filter">Which rows count; null for all.</param>
/// <param name="Selector">The value of a row; null for the row itself.</param>
internal sealed record AggregateCall(AggregateFunction Function, LambdaExpression? Filter, LambdaExpression? Selector)
{
    /// <summary>Takes <paramref name="row"/>, which is cheap to read, into the accumulator.</summary>
    public Expression Update(IReadOnlyList<Expression> slots, Expression row)
    {
        var value = Selector is null ? row : Inlining.Apply(Selector, row);
        var update = Function.ValueType is null ? Function.Update(slots, row) : WithValue(value, v => Function.Update(slots, v));
        return Filter is null ? update : Expression.IfThen(Inlining.Apply(Filter, row), update);
    }

    /// <summary>Whether the two compute the same.</summary>
    public bool IsSameAs(AggregateCall other) =>
        Function.GetType() == other.Function.GetType() && Function.Name == other.Function.Name && Function.ValueType == other.Function.ValueType
        && Function.IsPlain
        && IsSame(Filter, other.Filter) && IsSame(Selector, other.Selector);

    public string Print(PlanPrinter printer)
    {
        var filter = Filter is null ? "" : $" where {printer.Expression(Filter)}";
        var parts = Function.Parts.Select(printer.Expression);
        return $"{Function.Name}({string.Join(", ", Selector is null ? parts : parts.Prepend(printer.Expression(Selector)))}){filter}";
    }

    private static bool IsSame(LambdaExpression? first, LambdaExpression? second) =>
        first is null ? second is null : second is not null && ExpressionComparer.Equal(first, second);

    private static Expression WithValue(Expression value, Func<Expression, Expression> use)
    {
        if (ExpressionFacts.IsCheap(value))
        {
            return use(value);
        }

        var variable = Expression.Variable(value.Type, "value");
        return Expression.Block([variable], Expression.Assign(variable, value), use(variable));
    }
}
