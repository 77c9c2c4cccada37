using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Arithmetic as LINQ's aggregates do it.</summary>
internal static class Numbers
{
    /// <summary><paramref name="use"/> of the value, unless it is null.</summary>
    public static Expression IfNotNull(Expression value, Func<Expression, Expression> use) =>
        Nullable.GetUnderlyingType(value.Type) is null
            ? use(value)
            : Expression.IfThen(Expression.Property(value, "HasValue"), use(Expression.Call(value, "GetValueOrDefault", null)));

    /// <summary>Whether values of <paramref name="type"/> can be null.</summary>
    public static bool AllowsNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    /// <summary>Whether <paramref name="value"/>, of a type that allows null, is not null.</summary>
    public static Expression IsPresent(Expression value) =>
        value.Type.IsValueType ? Expression.Property(value, "HasValue") : Expression.ReferenceNotEqual(value, Expression.Constant(null, value.Type));

    /// <summary>The sum in the wide type: checked for integers.</summary>
    public static Expression AddWide(Expression wide, Expression number)
    {
        var term = number.Type == wide.Type ? number : Expression.Convert(number, wide.Type);
        return wide.Type == typeof(long) ? Expression.AddChecked(wide, term) : Expression.Add(wide, term);
    }

    /// <summary>Whether <paramref name="left"/> is before <paramref name="right"/>: numbers by value with NaN first, strings ordinally, everything else by its default comparer.</summary>
    public static Expression IsBefore(Expression left, Expression right)
    {
        if (left.Type == typeof(double) || left.Type == typeof(float))
        {
            var isNaN = left.Type.GetMethod(nameof(double.IsNaN))!;
            return Expression.OrElse(
                Expression.LessThan(left, right),
                Expression.AndAlso(Expression.Call(isNaN, left), Expression.Not(Expression.Call(isNaN, right))));
        }

        return left.Type.IsPrimitive && left.Type != typeof(bool) && left.Type != typeof(nint) && left.Type != typeof(nuint)
            ? Expression.LessThan(left, right)
            : Expression.LessThan(Compare(left, right), Expression.Constant(0));
    }

    private static Expression Compare(Expression left, Expression right)
    {
        if (left.Type == typeof(string))
        {
            return Expression.Call(typeof(string), nameof(string.CompareOrdinal), null, left, right);
        }

        var comparer = typeof(Comparer<>).MakeGenericType(left.Type);
        return Expression.Call(Expression.Property(null, comparer, nameof(Comparer<>.Default)), nameof(Comparer<>.Compare), null, left, right);
    }
}
