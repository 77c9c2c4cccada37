using System.Linq.Expressions;
using Linq.Streaming.Planning.Binding;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Recognises LINQ's aggregates over a group, as <c>g.Where(p).Select(s).Sum()</c>, and says what they compute of each row.</summary>
internal static class AggregateTranslator
{
    /// <summary>The aggregate that <paramref name="call"/> computes of <paramref name="group"/>'s elements, or null when it is none that can be computed as rows pass.</summary>
    public static AggregateCall? Translate(MethodCallExpression call, ParameterExpression group, LambdaExpression? element)
    {
        if (Top(call, group) is { } top)
        {
            return top.Rows.Call(top.Function, element);
        }

        if (DistinctCount(call, group) is { } distinct)
        {
            return distinct.Call(new DistinctCountFunction(distinct.ValueType), element);
        }

        if ((call.Method.DeclaringType != typeof(Enumerable) && call.Method.DeclaringType != typeof(GroupFolds))
            || call.Arguments.Count == 0 || GroupRowsRead.Of(call.Arguments[0], group) is not { } rows)
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

    private static (AggregateFunction? Function, GroupRowsRead Rows) Function(MethodCallExpression call, GroupRowsRead rows, Expression[] arguments)
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

    // g….Distinct().Count()
    private static GroupRowsRead? DistinctCount(MethodCallExpression call, ParameterExpression group) =>
        call is
        {
            Method: { Name: nameof(Enumerable.Count) or nameof(Enumerable.LongCount) } count,
            Arguments: [MethodCallExpression { Method: { Name: nameof(Enumerable.Distinct) } distinct, Arguments: [var source] }],
        }
        && count.DeclaringType == typeof(Enumerable) && distinct.DeclaringType == typeof(Enumerable)
        && GroupRowsRead.Of(source, group) is { } rows && !rows.Mentions(group) ? rows : null;

    // g….OrderBy(…).ThenBy(…).Take(n)
    private static (TopFunction Function, GroupRowsRead Rows)? Top(MethodCallExpression call, ParameterExpression group)
    {
        if (call.Method.Name != nameof(Enumerable.Take) || call.Method.DeclaringType != typeof(Enumerable)
            || call.Arguments is not [var ordered, { } count] || count.Type != typeof(int)
            || count is not (ConstantExpression or PlanParameterExpression))
        {
            return null;
        }

        var keys = new List<SortKey>();
        var isWhole = false;
        while (!isWhole && ordered is MethodCallExpression { Arguments: [var source, LambdaExpression key] } order && order.Method.DeclaringType == typeof(Enumerable)
            && (order.Method.Name.StartsWith(nameof(Enumerable.OrderBy), StringComparison.Ordinal) || order.Method.Name.StartsWith(nameof(Enumerable.ThenBy), StringComparison.Ordinal)))
        {
            keys.Insert(0, new SortKey(key, order.Method.Name.EndsWith("Descending", StringComparison.Ordinal)));
            ordered = source;

            // An order of rows that are ordered already begins anew: the one below it is none of its keys.
            isWhole = order.Method.Name.StartsWith(nameof(Enumerable.OrderBy), StringComparison.Ordinal);
        }

        return keys.Count > 0 && GroupRowsRead.Of(ordered, group) is { } rows && !rows.Mentions(group) && !keys.Exists(key => Mentions(key.Selector, group))
            ? (new TopFunction(rows.ValueType, keys, count), rows)
            : null;
    }

    private static LambdaExpression Always(Type type) => Expression.Lambda(Expression.Constant(true), Expression.Parameter(type, "x"));

    private static bool IsDelegate(Type type) => typeof(Delegate).IsAssignableFrom(type);

    private static LambdaExpression AsLambda(Expression captured)
    {
        var parameters = captured.Type.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType, parameter.Name)).ToArray();
        return Expression.Lambda(Expression.Invoke(captured, parameters), parameters);
    }

    public static bool Mentions(Expression expression, ParameterExpression group) => ExpressionFacts.CountUses(expression, group) > 0;
}
