using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>One of the rows: the first, or the last, in the order batch, partition, position.</summary>
internal sealed class PickFunction(Type valueType, bool isLast) : AggregateFunction
{
    public override string Name => isLast ? "Last" : "First";

    public override Type? ValueType => valueType;

    public override IReadOnlyList<Type> Slots { get; } = [valueType, typeof(bool)];

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value)
    {
        var take = Expression.Block(Expression.Assign(slots[0], value), Expression.Assign(slots[1], Expression.Constant(true)));
        return isLast ? take : Expression.IfThen(Expression.Not(slots[1]), take);
    }

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.IfThen(other[1], Update(slots, other[0]));

    public override Expression Result(IReadOnlyList<Expression> slots) =>
        Expression.Condition(slots[1], slots[0], EmptySequence.Throw(valueType));
}
