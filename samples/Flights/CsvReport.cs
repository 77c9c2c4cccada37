using System.Globalization;
using System.Text;
using Linq.Streaming;

namespace Flights;

/// <summary>The results as CSV: one row for each airport in each window.</summary>
internal static class CsvReport
{
    public const string Header = "window_end,origin,flights,mean_delay_minutes,max_delay_minutes";

    /// <summary>The rows of one window, each with its line end. They are one text, so that a window is written at once.</summary>
    public static string Rows(Batch<OriginDelays> window)
    {
        var text = new StringBuilder();
        foreach (var row in window)
            text.AppendLine(Row(window.Time, row));
        return text.ToString();
    }

    public static string Row(DateTimeOffset windowEnd, OriginDelays row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{windowEnd.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{Field(row.Origin)},{row.Flights},{row.MeanMinutes:F3},{row.MaxMinutes}");

    private static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
