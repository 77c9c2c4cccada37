using System.Globalization;

namespace Samples.Tests;

/// <summary>What <c>--csv</c> has to print, computed from the text of the file with LINQ to Objects and nothing of the product.</summary>
internal static class ExpectedFlights
{
    private sealed record Row(DateTime Scheduled, int Delay, string Origin);

    public static IEnumerable<string> Csv(IEnumerable<string> file)
    {
        var rows = file.Skip(1).Select(Parse).ToList();
        var ends = rows.Count == 0 ? [] : HoursFrom(EndOfHour(rows.Min(row => row.Scheduled)), EndOfHour(rows.Max(row => row.Scheduled)));
        var windows =
            from end in ends
            from origin in rows
                .Where(row => row.Scheduled > end.AddHours(-3) && row.Scheduled <= end)
                .GroupBy(row => row.Origin, row => row.Delay)
                .OrderBy(delays => delays.Key, StringComparer.Ordinal)
            select string.Join(',',
                end.ToString("s", CultureInfo.InvariantCulture) + "Z",
                origin.Key,
                origin.Count().ToString(CultureInfo.InvariantCulture),
                ((double)origin.Sum() / origin.Count()).ToString("F3", CultureInfo.InvariantCulture),
                origin.Max().ToString(CultureInfo.InvariantCulture));
        return windows.Prepend("window_end,origin,flights,mean_delay_minutes,max_delay_minutes");
    }

    private static Row Parse(string line)
    {
        var fields = line.Split(',');
        return new Row(
            DateTime.Parse(fields[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            fields[3]);
    }

    // A flight at the full hour belongs to the hour that ends then.
    private static DateTime EndOfHour(DateTime time) =>
        time.Ticks % TimeSpan.TicksPerHour == 0 ? time : time.Date.AddHours(time.Hour + 1);

    private static IEnumerable<DateTime> HoursFrom(DateTime first, DateTime last)
    {
        for (var time = first; time <= last; time = time.AddHours(1))
            yield return time;
    }
}
