using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The mean of numbers; nulls are passed over, and the mean of nothing but nulls is null.</summary>
internal sealed class AverageFunction(Type valueType) : AggregateFunction
{
    private readonly Type _number = Nullable.GetUnderlyingType(valueType) ?? valueType;

    public override string Name => "Average";

    public override Type? ValueType => valueType;

    public override IReadOnlyList<Type> Slots { get; } = [SumFunction.WideType(Nullable.GetUnderlyingType(valueType) ?? valueType), typeof(long)];

    public override bool IsCommutative => true;

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) => Numbers.IfNotNull(value, number => Expression.Block(
        Expression.Assign(slots[0], Numbers.AddWide(slots[0], number)),
        Expression.Assign(slots[1], Expression.Add(slots[1], Expression.Constant(1L)))));

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) => Expression.Block(
        Expression.Assign(slots[0], Numbers.AddWide(slots[0], other[0])),
        Expression.Assign(slots[1], Expression.Add(slots[1], other[1])));

    public override bool IsInvertible => Slots[0] == typeof(long);

    public override Expression Subtract(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) => Expression.Block(
        Expression.Assign(slots[0], Expression.SubtractChecked(slots[0], other[0])),
        Expression.Assign(slots[1], Expression.Subtract(slots[1], other[1])));

    public override Expression Result(IReadOnlyList<Expression> slots)
    {
        var mean = _number == typeof(decimal) ? typeof(decimal) : _number == typeof(float) ? typeof(float) : typeof(double);
        var wide = mean == typeof(decimal) ? typeof(decimal) : typeof(double);
        var quotient = Expression.Divide(Convert(slots[0], wide), Convert(slots[1], wide));
        var result = Convert(quotient, mean);
        var isEmpty = Expression.Equal(slots[1], Expression.Constant(0L));
        if (valueType == _number)
        {
            return Expression.Condition(isEmpty, EmptySequence.Throw(result.Type), result);
        }

        var nullable = typeof(Nullable<>).MakeGenericType(mean);
        return Expression.Condition(isEmpty, Expression.Default(nullable), Expression.Convert(result, nullable));
    }

    private static Expression Convert(Expression value, Type type) => value.Type == type ? value : Expression.Convert(value, type);
}
