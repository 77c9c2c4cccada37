using Linq.Streaming;

namespace Flights;

/// <summary>One departure. The parameters are the columns of the file.</summary>
internal readonly record struct Flight(
    DateTimeOffset Scheduled, int DelayMinutes, int DistanceMiles, string Origin, string Destination)
{
    /// <summary>When the aircraft left: only then is the flight heard of.</summary>
    public DateTimeOffset Departure => Scheduled.AddMinutes(DelayMinutes);

    /// <summary>The rows of a CSV file by departure; those of the same minute keep the order of the file.</summary>
    /// <exception cref="InvalidDataException">The departures make no replay; see <see cref="ReplayedTime"/>.</exception>
    public static IReadOnlyList<Flight> ReadAll(string path)
    {
        var flights = CsvRows.Read<Flight>(path).ToList();
        ReplayedTime.ThrowIfUnreasonable(path, flights);
        return [.. flights.OrderBy(flight => flight.Departure)];
    }
}
