using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The least or greatest value; nulls are passed over.</summary>
internal sealed class ExtremeFunction(Type valueType, bool isMax) : AggregateFunction
{
    private bool AllowsNull => Numbers.AllowsNull(valueType);

    public override string Name => isMax ? "Max" : "Min";

    public override Type? ValueType => valueType;

    // Null marks "nothing yet" where the type has a null; else a flag does.
    public override IReadOnlyList<Type> Slots { get; } =
        Numbers.AllowsNull(valueType) ? [valueType] : [valueType, typeof(bool)];

    public override bool IsCommutative => true;

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) => AllowsNull
        ? Expression.IfThen(
            Expression.AndAlso(Numbers.IsPresent(value), Expression.OrElse(Expression.Not(Numbers.IsPresent(slots[0])), IsBetter(Inner(value), Inner(slots[0])))),
            Expression.Assign(slots[0], value))
        : Expression.IfThen(
            Expression.OrElse(Expression.Not(slots[1]), IsBetter(value, slots[0])),
            Expression.Block(Expression.Assign(slots[0], value), Expression.Assign(slots[1], Expression.Constant(true))));

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        AllowsNull ? Update(slots, other[0]) : Expression.IfThen(other[1], Update(slots, other[0]));

    public override Expression Result(IReadOnlyList<Expression> slots) =>
        AllowsNull ? slots[0] : Expression.Condition(slots[1], slots[0], EmptySequence.Throw(valueType));

    private Expression IsBetter(Expression candidate, Expression current) =>
        isMax ? Numbers.IsBefore(current, candidate) : Numbers.IsBefore(candidate, current);

    private static Expression Inner(Expression value) =>
        Nullable.GetUnderlyingType(value.Type) is null ? value : Expression.Call(value, "GetValueOrDefault", null);
}
