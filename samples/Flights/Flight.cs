using Linq.Streaming;

namespace Flights;

/// <summary>One departure. The members are the columns of the file.</summary>
internal readonly record struct Flight(
    DateTimeOffset Scheduled, int DelayMinutes, int DistanceMiles, string Origin, string Destination)
{
    /// <summary>The rows of a CSV file by scheduled time; those of the same time keep the order of the file. Read when enumerated.</summary>
    public static IEnumerable<Flight> ReadAll(string path) =>
        CsvRows.Read<Flight>(path).OrderBy(flight => flight.Scheduled);
}
