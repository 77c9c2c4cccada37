using System.Globalization;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Reads dates and times as a server with <c>datestyle</c> ISO, <c>intervalstyle</c> postgres and the time zone UTC writes them.</summary>
internal static class TextTimes
{
    private const DateTimeStyles InUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm:ss.FFFFFFzz", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd"];

    /// <summary>An instant. What has no time zone is taken as UTC, as the sink writes it.</summary>
    public static DateTime DateTime(string text) => text switch
    {
        "infinity" => System.DateTime.SpecifyKind(System.DateTime.MaxValue, DateTimeKind.Utc),
        "-infinity" => System.DateTime.SpecifyKind(System.DateTime.MinValue, DateTimeKind.Utc),
        _ => System.DateTime.ParseExact(text, Formats, CultureInfo.InvariantCulture, InUtc),
    };

    public static DateTimeOffset DateTimeOffset(string text) => new(DateTime(text));

    public static DateOnly Date(string text) => text switch
    {
        "infinity" => DateOnly.MaxValue,
        "-infinity" => DateOnly.MinValue,
        _ => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>Such as <c>-3 days +04:05:06.7</c>.</summary>
    public static TimeSpan Interval(string text)
    {
        var (sum, parts) = (TimeSpan.Zero, text.Split(' '));
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at].Contains(':', StringComparison.Ordinal))
                sum += Clock(parts[at]);
            else if (at + 1 < parts.Length && parts[at + 1].StartsWith("day", StringComparison.Ordinal))
                sum += TimeSpan.FromDays(int.Parse(parts[at++], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
            else
                throw new FormatException($"'{text}' has months or years, which have no length of their own.");
        }

        return sum;
    }

    // Hours may be more than a day has.
    private static TimeSpan Clock(string text)
    {
        var parts = text.TrimStart('+', '-').Split(':');
        if (parts.Length != 3)
            throw new FormatException($"'{text}' is no length of time.");
        var (hours, minutes, seconds) = (Number(parts[0]), Number(parts[1]), Number(parts[2]));
        var length = new TimeSpan((long)((seconds + (60 * minutes) + (3600 * hours)) * TimeSpan.TicksPerSecond));
        return text.StartsWith('-') ? -length : length;
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
