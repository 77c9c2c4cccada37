using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Ordering;

/// <summary>Several sort keys as one value and one comparer: a pair of the first and of the rest.</summary>
/// <param name="KeyType">The type of the combined key.</param>
/// <param name="Key">Makes the combined key, given how to compute each.</param>
/// <param name="Comparer">An <c>IComparer</c> of the combined key.</param>
internal sealed record SortOrder(Type KeyType, Func<Func<LambdaExpression, Expression>, Expression> Key, object Comparer)
{
    public static SortOrder Of(IReadOnlyList<SortKey> keys)
    {
        var first = Single(keys[0]);
        if (keys.Count == 1)
        {
            return first;
        }

        var rest = Of([.. keys.Skip(1)]);
        var types = new[] { first.KeyType, rest.KeyType };
        var pair = typeof(ValueTuple<,>).MakeGenericType(types);
        return new SortOrder(
            pair,
            compute => Expression.New(pair.GetConstructors()[0], first.Key(compute), rest.Key(compute)),
            Activator.CreateInstance(typeof(PairComparer<,>).MakeGenericType(types), first.Comparer, rest.Comparer)!);
    }

    private static SortOrder Single(SortKey key) => new(
        key.Selector.ReturnType,
        compute => compute(key.Selector),
        Activator.CreateInstance(typeof(KeyComparer<>).MakeGenericType(key.Selector.ReturnType), [key.IsDescending])!);
}
