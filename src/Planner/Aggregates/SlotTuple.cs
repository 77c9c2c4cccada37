using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Values side by side in one value type: a <see cref="ValueTuple"/>, nested beyond seven items. Accumulators and composite keys have this form.</summary>
internal static class SlotTuple
{
    private static readonly Type[] Tuples =
    [
        typeof(ValueTuple), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
        typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
    ];

    /// <summary>The tuple type whose items are <paramref name="slots"/>, in order; the empty struct for none.</summary>
    public static Type TypeOf(IReadOnlyList<Type> slots) => slots.Count switch
    {
        0 => typeof(ValueTuple),
        <= 7 => Tuples[slots.Count].MakeGenericType([.. slots]),
        _ => typeof(ValueTuple<,,,,,,,>).MakeGenericType([.. slots.Take(7), TypeOf([.. slots.Skip(7)])]),
    };

    /// <summary>Item <paramref name="index"/>, from 0, as something that can be read and, where <paramref name="tuple"/> can be, assigned.</summary>
    public static Expression Slot(Expression tuple, int index) =>
        index < 7 ? Expression.Field(tuple, $"Item{index + 1}") : Slot(Expression.Field(tuple, "Rest"), index - 7);

    /// <summary>A tuple of <paramref name="items"/>; at most seven.</summary>
    public static NewExpression New(IReadOnlyList<Expression> items)
    {
        var type = TypeOf([.. items.Select(item => item.Type)]);
        return Expression.New(type.GetConstructors()[0], items, items.Select((_, i) => type.GetField($"Item{i + 1}")!));
    }
}
