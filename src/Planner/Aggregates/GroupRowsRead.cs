using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Elements of a group that pass a filter, and a value of each.</summary>
internal sealed record GroupRowsRead(Type ElementType, LambdaExpression? Filter, LambdaExpression? Selector)
{
    public Type ValueType => Selector?.ReturnType ?? ElementType;

    public static GroupRowsRead? Of(Expression expression, ParameterExpression group) => expression switch
    {
        ParameterExpression parameter when parameter == group => new GroupRowsRead(group.Type.GetGenericArguments()[1], null, null),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Of(convert.Operand, group),
        MethodCallExpression { Method: { Name: nameof(Enumerable.Where) } where, Arguments: [var source, LambdaExpression { Parameters.Count: 1 } test] }
            when where.DeclaringType == typeof(Enumerable) => Of(source, group)?.Where(test),
        MethodCallExpression { Method: { Name: nameof(Enumerable.Select) } select, Arguments: [var source, LambdaExpression { Parameters.Count: 1 } value] }
            when select.DeclaringType == typeof(Enumerable) => Of(source, group)?.Select(value),
        _ => null,
    };

    // A filter after a selection tests the selected value.
    public GroupRowsRead Where(LambdaExpression? test)
    {
        if (test is null)
        {
            return this;
        }

        var onElement = Selector is null ? test : Substitution.Compose(test, Selector);
        return this with
        {
            Filter = Filter is null
                ? onElement
                : Expression.Lambda(Expression.AndAlso(Filter.Body, Substitution.Apply(onElement, Filter.Parameters[0])), Filter.Parameters),
        };
    }

    public GroupRowsRead Select(LambdaExpression? value) =>
        value is null ? this : this with { Selector = Selector is null ? value : Substitution.Compose(value, Selector) };

    public bool Mentions(ParameterExpression group) =>
        (Filter is not null && AggregateTranslator.Mentions(Filter, group)) || (Selector is not null && AggregateTranslator.Mentions(Selector, group));

    public AggregateCall Call(AggregateFunction function, LambdaExpression? element)
    {
        var rows = element is null ? this : this with
        {
            Filter = Filter is null ? null : Substitution.Compose(Filter, element),
            Selector = Selector is null ? element : Substitution.Compose(Selector, element),
        };

        return new AggregateCall(function, rows.Filter, function.ValueType is null ? null : rows.Selector);
    }
}
