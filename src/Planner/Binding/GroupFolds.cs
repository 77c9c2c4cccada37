using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Binding;

/// <summary>A fold of a group with a way to combine two folds, which LINQ's own <c>Aggregate</c> cannot say; it is only ever translated, or called on a collected group.</summary>
internal static class GroupFolds
{
    public static TFold Fold<TElement, TFold>(
        IEnumerable<TElement> group, TFold seed, Func<TFold, TElement, TFold> func, Func<TFold, TFold, TFold> combine)
    {
        ArgumentNullException.ThrowIfNull(combine);
        return group.Aggregate(seed, func);
    }

    public static TElement Reduce<TElement>(
        IEnumerable<TElement> group, Func<TElement, TElement, TElement> add, Func<TElement, TElement, TElement> remove)
    {
        ArgumentNullException.ThrowIfNull(remove);
        return group.Aggregate(add);
    }

    /// <summary>A reduction of <paramref name="group"/> that can be undone.</summary>
    public static Expression Invertible(Expression group, LambdaExpression add, LambdaExpression remove) =>
        Expression.Call(typeof(GroupFolds), nameof(Reduce), [group.Type.GetGenericArguments()[1]], group, add, remove);

    /// <summary>The fold of <paramref name="group"/>, combinable where <paramref name="combine"/> is given.</summary>
    public static Expression Call(Expression group, Expression seed, LambdaExpression func, LambdaExpression? combine)
    {
        var types = new[] { group.Type.GetGenericArguments()[1], seed.Type };
        return combine is null
            ? Expression.Call(typeof(Enumerable), nameof(Enumerable.Aggregate), types, group, seed, func)
            : Expression.Call(typeof(GroupFolds), nameof(Fold), types, group, seed, func, combine);
    }
}
