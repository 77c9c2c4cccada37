using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Values folded two by two with an associative function, which may have an inverse that takes the oldest out.</summary>
internal sealed class ReduceFunction(LambdaExpression reduce, LambdaExpression? remove) : AggregateFunction
{
    public override string Name => "Reduce";

    public override IReadOnlyList<Expression> Parts => remove is null ? [reduce] : [reduce, remove];

    public override Type? ValueType => reduce.ReturnType;

    public override IReadOnlyList<Type> Slots { get; } = [reduce.ReturnType, typeof(bool)];

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) => Expression.IfThenElse(
        slots[1],
        Expression.Assign(slots[0], Inlining.Apply(reduce, slots[0], value)),
        Expression.Block(Expression.Assign(slots[0], value), Expression.Assign(slots[1], Expression.Constant(true))));

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.IfThen(other[1], Update(slots, other[0]));

    public override bool IsInvertible => remove is not null;

    public override Expression Subtract(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.IfThen(other[1], Expression.Assign(slots[0], Inlining.Apply(remove!, slots[0], other[0])));

    public override Expression Result(IReadOnlyList<Expression> slots) =>
        Expression.Condition(slots[1], slots[0], EmptySequence.Throw(slots[0].Type));
}
