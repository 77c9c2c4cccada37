using System.Globalization;
using System.Text;

namespace Linq.Streaming.Execution.Code;

/// <summary>Values as C# writes them.</summary>
internal static class CodeLiterals
{
    /// <summary>The literal of <paramref name="value"/>; null where C# has none.</summary>
    public static string? Of(object value, CodeTypes types) => value switch
    {
        Enum item => OfEnum(item, types),
        bool flag => flag ? "true" : "false",
        string text => $"\"{string.Concat(text.Select(c => Escaped(c, '"')))}\"",
        char character => $"'{Escaped(character, '\'')}'",
        double number => OfDouble(number),
        float number => OfSingle(number),
        decimal number => Signed(number.ToString(CultureInfo.InvariantCulture) + "M"),
        int number => Signed(number.ToString(CultureInfo.InvariantCulture)),
        long number => Signed(number.ToString(CultureInfo.InvariantCulture) + "L"),
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        byte or sbyte or short or ushort => $"(({types.Of(value.GetType())}){Signed(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture))})",
        Type type when !type.IsGenericTypeDefinition && !type.IsByRef && !type.IsPointer => $"typeof({types.Of(type)})",
        TimeSpan time => $"new {types.Of(typeof(TimeSpan))}({Of(time.Ticks, types)})",
        DateTime time => $"new {types.Of(typeof(DateTime))}({Of(time.Ticks, types)}, {Of(time.Kind, types)})",
        DateTimeOffset time => $"new {types.Of(typeof(DateTimeOffset))}({Of(time.Ticks, types)}, {Of(time.Offset, types)})",
        _ => null,
    };

    private static string OfEnum(Enum item, CodeTypes types)
    {
        var type = item.GetType();
        var number = Of(Convert.ChangeType(item, Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture), types);
        return Enum.GetName(type, item) is { } name ? $"{types.Of(type)}.{name}" : $"(({types.Of(type)}){number})";
    }

    private static string OfDouble(double number) =>
        double.IsNaN(number) ? "double.NaN"
        : double.IsInfinity(number) ? number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity"
        : Signed(number.ToString("R", CultureInfo.InvariantCulture) + "D");

    private static string OfSingle(float number) =>
        float.IsNaN(number) ? "float.NaN"
        : float.IsInfinity(number) ? number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity"
        : Signed(number.ToString("R", CultureInfo.InvariantCulture) + "F");

    private static string Signed(string number) => number[0] == '-' ? $"({number})" : number;

    private static string Escaped(char c, char quote) => c switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0' => "\\0",
        _ when c == quote => $"\\{c}",
        _ when Rune.IsValid(c) && !char.IsControl(c) && c is not ('\u2028' or '\u2029' or '\u0085') && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark => c.ToString(),
        _ => $"\\u{(int)c:x4}",
    };
}
