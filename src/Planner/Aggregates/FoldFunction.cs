using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Rows folded into a value that starts as a seed, where two folds can be combined: each partial one starts from the seed.</summary>
internal sealed class CombinableFoldFunction(Expression seed, LambdaExpression fold, LambdaExpression combine) : AggregateFunction
{
    public override string Name => "Fold";

    public override IReadOnlyList<Expression> Parts => [seed, fold, combine];

    public override Type? ValueType => fold.Parameters[1].Type;

    public override IReadOnlyList<Type> Slots { get; } = [seed.Type, typeof(bool)];

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) => Expression.Block(
        Expression.IfThen(Expression.Not(slots[1]), Expression.Block(Expression.Assign(slots[0], seed), Expression.Assign(slots[1], Expression.Constant(true)))),
        Expression.Assign(slots[0], Inlining.Apply(fold, slots[0], value)));

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) => Expression.IfThen(other[1], Expression.IfThenElse(
        slots[1],
        Expression.Assign(slots[0], Inlining.Apply(combine, slots[0], other[0])),
        Expression.Block(Expression.Assign(slots[0], other[0]), Expression.Assign(slots[1], Expression.Constant(true)))));

    public override Expression Result(IReadOnlyList<Expression> slots) => Expression.Condition(slots[1], slots[0], seed);
}

/// <summary>Rows folded in one piece, for want of a way to combine two folds: partial accumulators collect rows, the final one folds them in order.</summary>
internal sealed class SequentialFoldFunction(Expression seed, LambdaExpression fold) : AggregateFunction
{
    private readonly Type _rows = typeof(CollectedRows<>).MakeGenericType(fold.Parameters[1].Type);

    public override string Name => "FoldInOrder";

    public override IReadOnlyList<Expression> Parts => [seed, fold];

    public override Type? ValueType => fold.Parameters[1].Type;

    public override bool IsBounded => false;

    // The value so far, whether there is one, and rows that wait to be folded into it.
    public override IReadOnlyList<Type> Slots { get; } = [seed.Type, typeof(bool), typeof(CollectedRows<>).MakeGenericType(fold.Parameters[1].Type)];

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) =>
        Expression.Call(slots[2], nameof(CollectedRows<>.Add), null, value);

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) => Expression.Block(
        Expression.Assign(slots[0], FoldAll(Expression.Condition(slots[1], slots[0], seed), other[2])),
        Expression.Assign(slots[1], Expression.Constant(true)));

    public override Expression Result(IReadOnlyList<Expression> slots) =>
        FoldAll(Expression.Condition(slots[1], slots[0], seed), slots[2]);

    private BlockExpression FoldAll(Expression start, Expression rows)
    {
        var value = Expression.Variable(seed.Type, "folded");
        var all = Expression.Variable(_rows, "rows");
        var i = Expression.Variable(typeof(int), "row");
        var end = Expression.Label();
        return Expression.Block(
            [value, all, i],
            Expression.Assign(value, start),
            Expression.Assign(all, rows),
            Expression.Assign(i, Expression.Constant(0)),
            Expression.Loop(
                Expression.Block(
                    Expression.IfThen(Expression.GreaterThanOrEqual(i, Expression.Field(all, nameof(CollectedRows<>.Count))), Expression.Break(end)),
                    Expression.Assign(value, Inlining.Apply(fold, value, Expression.ArrayAccess(Expression.Field(all, nameof(CollectedRows<>.Rows)), i))),
                    Expression.PreIncrementAssign(i)),
                end),
            value);
    }
}
