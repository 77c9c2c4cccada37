using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The number of different values.</summary>
internal sealed class DistinctCountFunction(Type valueType) : AggregateFunction
{
    public override string Name => "DistinctCount";

    public override Type? ValueType => valueType;

    public override IReadOnlyList<Type> Slots { get; } = [typeof(DistinctRows<>).MakeGenericType(valueType)];

    public override bool IsBounded => false;

    public override bool IsCommutative => true;

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) =>
        Expression.Call(slots[0], nameof(DistinctRows<>.Add), null, value);

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.Call(slots[0], nameof(DistinctRows<>.AddAll), null, other[0]);

    public override Expression Result(IReadOnlyList<Expression> slots) => Expression.Property(slots[0], nameof(DistinctRows<>.Count));
}
