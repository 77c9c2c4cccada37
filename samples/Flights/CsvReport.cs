using System.Globalization;
using System.Text;

namespace Flights;

/// <summary>Results and late flights as CSV.</summary>
internal static class CsvReport
{
    public const string DelaysHeader = "window_start,window_end,origin,flights,mean_delay_minutes,max_delay_minutes";

    public const string LateHeader = "scheduled,departure,delay_minutes,origin,destination";

    /// <summary>The rows of one batch, each with its line end. They are one text, so that a batch is written at once.</summary>
    public static string Rows<T>(IEnumerable<T> batch, Func<T, string> row) =>
        batch.Aggregate(new StringBuilder(), (text, item) => text.AppendLine(row(item)), text => text.ToString());

    /// <summary>One airport in one hour.</summary>
    public static string Row(OriginDelays row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Time(row.Hour.Start)},{Time(row.Hour.End)},{Field(row.Origin)},{row.Flights},{row.MeanMinutes:F3},{row.MaxMinutes}");

    /// <summary>One late flight.</summary>
    public static string Row(Flight flight) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Time(flight.Scheduled)},{Time(flight.Departure)},{flight.DelayMinutes},{Field(flight.Origin)},{Field(flight.Destination)}");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
