using System.Globalization;

namespace Nexmark;

/// <summary>Values as the text of CSV fields: in UTC and the invariant culture, quoted only where needed, null as nothing.</summary>
internal static class Csv
{
    public static string Row(IEnumerable<object?> values) => string.Join(',', values.Select(Field));

    public static string Field(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"There is no text for a {value.GetType()}.", nameof(value)),
    };

    /// <summary>The minute of the day, as 09:05.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
