using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;
using Linq.Streaming.Planning.Ordering;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The first rows of a group in an order: <c>g.OrderBy(key).Take(count)</c>, kept in a heap of that many.</summary>
internal sealed class TopFunction(Type valueType, IReadOnlyList<SortKey> keys, Expression count) : AggregateFunction
{
    private readonly SortOrder _order = SortOrder.Of(keys);

    public override string Name => $"Top{string.Concat(keys.Select(key => key.IsDescending ? '-' : '+'))}";

    public override IReadOnlyList<Expression> Parts => [.. keys.Select(key => key.Selector), count];

    public override Type? ValueType => valueType;

    public override IReadOnlyList<Type> Slots => field ??= [typeof(TopRows<,>).MakeGenericType(_order.KeyType, valueType)];

    private Expression Comparer => Expression.Constant(_order.Comparer, typeof(IComparer<>).MakeGenericType(_order.KeyType));

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) => Expression.Call(
        slots[0], nameof(TopRows<,>.Add), null, _order.Key(selector => Inlining.Apply(selector, value)), value, count, Comparer);

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.Assign(slots[0], Expression.Call(slots[0], nameof(TopRows<,>.With), null, other[0], count, Comparer));

    public override Expression Result(IReadOnlyList<Expression> slots) =>
        Expression.Call(slots[0], nameof(TopRows<,>.ToArray), null, Comparer);
}
