using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace Linq.Streaming.Execution.Inputs.Csv;

/// <summary>How a field becomes a value, for each kind of type. Row readers call these directly.</summary>
internal static class CsvValue
{
    private static readonly Type[] Fractional = [typeof(double), typeof(float), typeof(decimal), typeof(Half)];

    /// <summary>The method that reads a value of the type, which is not a <see cref="Nullable{T}"/>; null if there is none.</summary>
    public static MethodInfo? ReaderOf(Type type)
    {
        if (type == typeof(string))
            return Method(nameof(Text));
        if (type == typeof(DateTime))
            return Method(nameof(UtcTime));
        if (type == typeof(DateTimeOffset))
            return Method(nameof(Instant));
        if (type.IsEnum)
            return Method(nameof(Name)).MakeGenericMethod(type);
        if (Fractional.Contains(type))
            return Method(nameof(Fraction)).MakeGenericMethod(type);
        return IsParsable(type) ? Method(nameof(Parsed)).MakeGenericMethod(type) : null;
    }

    public static bool IsEmpty(CsvFile row, int column) => row.Field(column).IsEmpty;

    private static string Text(CsvFile row, int column) => row.Text(column);

    private static DateTime UtcTime(CsvFile row, int column) =>
        DateTime.TryParse(row.Field(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value)
            ? value
            : throw row.Malformed(column, typeof(DateTime));

    private static DateTimeOffset Instant(CsvFile row, int column) =>
        DateTimeOffset.TryParse(row.Field(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : throw row.Malformed(column, typeof(DateTimeOffset));

    // By name only: a number would pass for any enum, whether it has such a member or not.
    private static T Name<T>(CsvFile row, int column)
        where T : struct, Enum
    {
        var text = row.Field(column).TrimStart();
        return !text.IsEmpty && !char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+') && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? value
            : throw row.Malformed(column, typeof(T));
    }

    // Without a thousands separator: '1,5' is a mistake of locale, not fifteen.
    private static T Fraction<T>(CsvFile row, int column)
        where T : struct, INumberBase<T> =>
        T.TryParse(row.Field(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw row.Malformed(column, typeof(T));

    private static T Parsed<T>(CsvFile row, int column)
        where T : ISpanParsable<T> =>
        T.TryParse(row.Field(column), CultureInfo.InvariantCulture, out var value)
            ? value
            : throw row.Malformed(column, typeof(T));

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(found =>
            found.IsGenericType && found.GetGenericTypeDefinition() == typeof(ISpanParsable<>) && found.GenericTypeArguments[0] == type);

    private static MethodInfo Method(string name) =>
        typeof(CsvValue).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
