using System.Globalization;

namespace Flights;

/// <summary>What can be replayed: there is a batch for each quarter of an hour between the departures, whether flights leave in it or not.</summary>
internal static class ReplayedTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);
    private static readonly DateTimeOffset First = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2199, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Refuses departures that one wrong field has put where no flight is.</summary>
    /// <exception cref="InvalidDataException">A departure is not in the years 1900 to 2199, or two are more than ten years apart.</exception>
    public static void ThrowIfUnreasonable(string path, IReadOnlyCollection<Flight> flights)
    {
        if (flights.Count == 0)
            return;
        var (first, last) = (flights.MinBy(DepartureTicks), flights.MaxBy(DepartureTicks));
        if (DepartureTicks(first) < First.Ticks || DepartureTicks(last) > Last.Ticks || DepartureTicks(last) - DepartureTicks(first) > Longest.Ticks)
        {
            throw new InvalidDataException(
                $"{path} cannot be replayed: departures have to be in the years 1900 to 2199 and within ten years; found {Text(first)} and {Text(last)}.");
        }
    }

    // In ticks, as a departure may be no time that there is.
    private static long DepartureTicks(Flight flight) => flight.Scheduled.UtcTicks + flight.DelayMinutes * TimeSpan.TicksPerMinute;

    private static string Text(Flight flight) =>
        string.Create(CultureInfo.InvariantCulture, $"{flight.Scheduled.UtcDateTime:yyyy-MM-dd HH:mm} {flight.DelayMinutes:+0;-0;+0} min");
}
