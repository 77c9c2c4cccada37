using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>The keyed operators in terms of <c>GroupBy</c>: each is a group by key and a function of the group.</summary>
internal static class KeyedGroups
{
    /// <summary>Groups by <paramref name="key"/> and gives a pair of each key and a value of its group.</summary>
    public static ProjectNode Of(OperatorCall call, LambdaExpression key, LambdaExpression? element, Func<Expression, Expression> value) =>
        Of(call, call.Groupable(), key, element, value);

    /// <summary>Groups pairs by their key.</summary>
    public static ProjectNode OfPairs(OperatorCall call, Func<Expression, Expression> value) => OfPairs(call, call.Groupable(), value);

    /// <summary>Groups the pairs of <paramref name="source"/> by their key.</summary>
    public static ProjectNode OfPairs(OperatorCall call, PlanNode source, Func<Expression, Expression> value)
    {
        var pair = Expression.Parameter(source.ElementType, "pair");
        return Of(call, source, Expression.Lambda(Expression.Property(pair, "Key"), pair), Expression.Lambda(Expression.Property(pair, "Value"), pair), value);
    }

    private static ProjectNode Of(OperatorCall call, PlanNode source, LambdaExpression key, LambdaExpression? element, Func<Expression, Expression> value)
    {
        call.CheckKey(key.ReturnType);
        var groups = new GroupNode(SessionBinder.Grouped(call, source, key), key, element, call.Origin);
        var group = Expression.Parameter(groups.ElementType, "g");
        var result = value(group);
        var pair = typeof(KeyValuePair<,>).MakeGenericType(key.ReturnType, result.Type);
        var body = Expression.New(pair.GetConstructors()[0], [Key(group), result], [pair.GetProperty("Key")!, pair.GetProperty("Value")!]);
        return new ProjectNode(groups, Expression.Lambda(body, group), call.Origin);
    }

    /// <summary>The key of a group.</summary>
    public static Expression Key(Expression group) =>
        Expression.Property(group, typeof(IGrouping<,>).MakeGenericType(group.Type.GetGenericArguments()), nameof(IGrouping<,>.Key));

    /// <summary>LINQ's <paramref name="method"/> over the elements of a group.</summary>
    public static Expression Call(Expression group, string method, params Expression[] arguments)
    {
        var element = group.Type.GetGenericArguments()[1];
        return Expression.Call(typeof(Enumerable), method, [element], [group, .. arguments]);
    }
}
