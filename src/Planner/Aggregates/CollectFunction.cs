using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The rows themselves, in order: for whatever a query does with a group that is not an aggregate.</summary>
internal sealed class CollectFunction(Type valueType) : AggregateFunction
{
    public override string Name => "Collect";

    public override Type? ValueType => valueType;

    public override IReadOnlyList<Type> Slots { get; } = [typeof(CollectedRows<>).MakeGenericType(valueType)];

    public override bool IsBounded => false;

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) =>
        Expression.Call(slots[0], nameof(CollectedRows<>.Add), null, value);

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.Call(slots[0], nameof(CollectedRows<>.AddAll), null, other[0]);

    public override Expression Result(IReadOnlyList<Expression> slots) => slots[0];
}
