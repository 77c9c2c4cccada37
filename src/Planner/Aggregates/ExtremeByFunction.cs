using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The row with the least or greatest key; the first of several. A null key is passed over, unless there are no others, as LINQ does.</summary>
internal sealed class ExtremeByFunction(LambdaExpression key, bool isMax) : AggregateFunction
{
    public override string Name => isMax ? "MaxBy" : "MinBy";

    public override IReadOnlyList<Expression> Parts => [key];

    public override Type? ValueType => key.Parameters[0].Type;

    public override IReadOnlyList<Type> Slots { get; } = [key.Parameters[0].Type, key.ReturnType, typeof(bool)];

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value)
    {
        var candidate = Expression.Variable(key.ReturnType, "candidate");
        return Expression.Block([candidate], Expression.Assign(candidate, Substitution.Apply(key, value)), Offer(slots, value, candidate));
    }

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.IfThen(other[2], Offer(slots, other[0], other[1]));

    public override Expression Result(IReadOnlyList<Expression> slots) =>
        Expression.Condition(slots[2], slots[0], EmptySequence.Throw(slots[0].Type));

    private BlockExpression Offer(IReadOnlyList<Expression> slots, Expression value, Expression candidate) => Expression.Block(Expression.IfThen(
        Expression.OrElse(Expression.Not(slots[2]), IsBetter(candidate, slots[1])),
        Expression.Block(
            Expression.Assign(slots[0], value),
            Expression.Assign(slots[1], candidate),
            Expression.Assign(slots[2], Expression.Constant(true)))));

    private Expression IsBetter(Expression candidate, Expression current)
    {
        var isBefore = isMax ? Numbers.IsBefore(current, candidate) : Numbers.IsBefore(candidate, current);
        return Numbers.AllowsNull(key.ReturnType)
            ? Expression.AndAlso(Numbers.IsPresent(candidate), Expression.OrElse(Expression.Not(Numbers.IsPresent(current)), isBefore))
            : isBefore;
    }
}
