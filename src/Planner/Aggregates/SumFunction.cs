using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>The sum of numbers; nulls are passed over. Integers are summed in 64 bits, with overflow an error, and <c>float</c> in <c>double</c>, as LINQ does.</summary>
internal sealed class SumFunction(Type valueType) : AggregateFunction
{
    private readonly Type _number = Nullable.GetUnderlyingType(valueType) ?? valueType;

    public override string Name => "Sum";

    public override Type? ValueType => valueType;

    public override IReadOnlyList<Type> Slots { get; } = [WideType(Nullable.GetUnderlyingType(valueType) ?? valueType)];

    public override bool HasEmptyResult => true;

    /// <summary>The type in which numbers of type <paramref name="number"/> are summed.</summary>
    public static Type WideType(Type number) =>
        number == typeof(int) || number == typeof(long) ? typeof(long) : number == typeof(decimal) ? typeof(decimal) : typeof(double);

    public override bool IsCommutative => true;

    public override Expression Update(IReadOnlyList<Expression> slots, Expression value) =>
        Numbers.IfNotNull(value, number => Expression.Assign(slots[0], Numbers.AddWide(slots[0], number)));

    public override Expression Combine(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.Assign(slots[0], Numbers.AddWide(slots[0], other[0]));

    // A sum of doubles less one of its terms is not the sum of the others: 1e17 + 1 - 1e17 = 0.
    public override bool IsInvertible => Slots[0] == typeof(long);

    public override Expression Subtract(IReadOnlyList<Expression> slots, IReadOnlyList<Expression> other) =>
        Expression.Assign(slots[0], Expression.SubtractChecked(slots[0], other[0]));

    // Narrowing back to int is checked, so that a sum out of range is an OverflowException.
    public override Expression Result(IReadOnlyList<Expression> slots)
    {
        var narrow = slots[0].Type == _number ? slots[0] : _number == typeof(float) ? Expression.Convert(slots[0], _number) : Expression.ConvertChecked(slots[0], _number);
        return narrow.Type == valueType ? narrow : Expression.Convert(narrow, valueType);
    }
}
