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

    /// <summary>The fold of <paramref name="group"/>, combinable where <paramref name="combine"/> is given.</summary>
    public static Expression Call(Expression group, Expression seed, LambdaExpression func, LambdaExpression? combine)
    {
        var types = new[] { group.Type.GetGenericArguments()[1], seed.Type };
        return combine is null
            ? Expression.Call(typeof(Enumerable), nameof(Enumerable.Aggregate), types, group, seed, func)
            : Expression.Call(typeof(GroupFolds), nameof(Fold), types, group, seed, func, combine);
    }
}
