using System.Linq.Expressions;
using Linq.Streaming.Planning.Binding;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Recognises LINQ's aggregates over a group, as <c>g.Where(p).Select(s).Sum()</c>, and says what they compute of each row.</summary>
internal static class AggregateTranslator
{
    /// <summary>The aggregate that <paramref name="call"/> computes of <paramref name="group"/>'s elements, or null when it is none that can be computed as rows pass.</summary>
    public static AggregateCall? Translate(MethodCallExpression call, ParameterExpression group, LambdaExpression? element)
    {
        if ((call.Method.DeclaringType != typeof(Enumerable) && call.Method.DeclaringType != typeof(GroupFolds))
            || call.Arguments.Count == 0 || Rows.Of(call.Arguments[0], group) is not { } rows)
        {
            return null;
        }

        var lambdas = call.Arguments.Skip(1).Select(argument => argument is LambdaExpression || !IsDelegate(argument.Type) ? argument : AsLambda(argument)).ToArray();
        if (lambdas.Any(argument => Mentions(argument, group)) || rows.Mentions(group))
        {
            return null;
        }

        return Function(call, rows, lambdas) is var (function, read) && function is not null ? read.Call(function, element) : null;
    }

    private static (AggregateFunction? Function, Rows Rows) Function(MethodCallExpression call, Rows rows, Expression[] arguments)
    {
        var lambda = arguments.Length > 0 ? arguments[0] as LambdaExpression : null;
        return (call.Method.Name, arguments.Length) switch
        {
            (nameof(Enumerable.Count) or nameof(Enumerable.LongCount), <= 1) => (new CountFunction(), rows.Where(lambda)),
            (nameof(Enumerable.Sum), <= 1) => (new SumFunction(rows.Select(lambda).ValueType), rows.Select(lambda)),
            (nameof(Enumerable.Average), <= 1) => (new AverageFunction(rows.Select(lambda).ValueType), rows.Select(lambda)),
            (nameof(Enumerable.Min), 0) or (nameof(Enumerable.Max), 0) or (nameof(Enumerable.Min), 1) or (nameof(Enumerable.Max), 1)
                when arguments.Length == 0 || lambda is not null =>
                (new ExtremeFunction(rows.Select(lambda).ValueType, call.Method.Name == nameof(Enumerable.Max)), rows.Select(lambda)),
            (nameof(Enumerable.MinBy) or nameof(Enumerable.MaxBy), 1) => (new ExtremeByFunction(lambda!, call.Method.Name == nameof(Enumerable.MaxBy)), rows),
            (nameof(Enumerable.First) or nameof(Enumerable.Last), <= 1) => (new PickFunction(rows.ValueType, call.Method.Name == nameof(Enumerable.Last)), rows.Where(lambda)),
            (nameof(Enumerable.Any), 0) => (new QuantifierFunction(isAll: false), rows.Select(Always(rows.ValueType))),
            (nameof(Enumerable.Any) or nameof(Enumerable.All), 1) => (new QuantifierFunction(call.Method.Name == nameof(Enumerable.All)), rows.Select(lambda)),
            (nameof(Enumerable.Aggregate), 1) => (new ReduceFunction(lambda!, remove: null), rows),
            (nameof(Enumerable.Aggregate), 2) => (new SequentialFoldFunction(arguments[0], (LambdaExpression)arguments[1]), rows),
            (nameof(GroupFolds.Reduce), 2) => (new ReduceFunction(lambda!, (LambdaExpression)arguments[1]), rows),
            (nameof(GroupFolds.Fold), 3) => (new CombinableFoldFunction(arguments[0], (LambdaExpression)arguments[1], (LambdaExpression)arguments[2]), rows),
            _ => (null, rows),
        };
    }

    private static LambdaExpression Always(Type type) => Expression.Lambda(Expression.Constant(true), Expression.Parameter(type, "x"));

    private static bool IsDelegate(Type type) => typeof(Delegate).IsAssignableFrom(type);

    private static LambdaExpression AsLambda(Expression captured)
    {
        var parameters = captured.Type.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name)).ToArray();
        return Expression.Lambda(Expression.Invoke(captured, parameters), parameters);
    }

    private static bool Mentions(Expression expression, ParameterExpression group) => ExpressionFacts.CountUses(expression, group) > 0;

    /// <summary>Elements of a group that pass a filter, and a value of each.</summary>
    private sealed record Rows(Type ElementType, LambdaExpression? Filter, LambdaExpression? Selector)
    {
        public Type ValueType => Selector?.ReturnType ?? ElementType;

        public static Rows? Of(Expression expression, ParameterExpression group) => expression switch
        {
            ParameterExpression parameter when parameter == group => new Rows(group.Type.GetGenericArguments()[1], null, null),
            UnaryExpression { NodeType: ExpressionType.Convert } convert => Of(convert.Operand, group),
            MethodCallExpression { Method: { Name: nameof(Enumerable.Where) } where, Arguments: [var source, LambdaExpression { Parameters.Count: 1 } test] }
                when where.DeclaringType == typeof(Enumerable) => Of(source, group)?.Where(test),
            MethodCallExpression { Method: { Name: nameof(Enumerable.Select) } select, Arguments: [var source, LambdaExpression { Parameters.Count: 1 } value] }
                when select.DeclaringType == typeof(Enumerable) => Of(source, group)?.Select(value),
            _ => null,
        };

        // A filter after a selection tests the selected value.
        public Rows Where(LambdaExpression? test)
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

        public Rows Select(LambdaExpression? value) =>
            value is null ? this : this with { Selector = Selector is null ? value : Substitution.Compose(value, Selector) };

        public bool Mentions(ParameterExpression group) =>
            (Filter is not null && AggregateTranslator.Mentions(Filter, group)) || (Selector is not null && AggregateTranslator.Mentions(Selector, group));

        public AggregateCall Call(AggregateFunction function, LambdaExpression? element) => element is null
            ? new AggregateCall(function, Filter, Selector)
            : new AggregateCall(
                function,
                Filter is null ? null : Substitution.Compose(Filter, element),
                function.ValueType is null ? null : Selector is null ? element : Substitution.Compose(Selector, element));
    }
}
