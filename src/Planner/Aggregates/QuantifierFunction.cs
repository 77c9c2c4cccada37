using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Whether any value, or whether every value, is true.</summary>
internal sealed class QuantifierFunction(bool isAll) : AggregateFunction
{
    public override string Name => isAll ? "All" : "Any";

    public override Type? ValueType => typeof(bool);

    // For Any: a true one was seen. For All: a false one was seen.
    public override IReadOnlyList<Type> Slots { get; } = [typeof(bool)];

    public override bool IsCommutative => true;

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) =>
        Expression.IfThen(isAll ? Expression.Not(value) : value, Expression.Assign(slots[0], Expression.Constant(true)));

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.IfThen(other[0], Expression.Assign(slots[0], Expression.Constant(true)));

    public override Expression Result(IReadOnlyList<Expression> slots) => isAll ? Expression.Not(slots[0]) : slots[0];
}
