using Linq.Streaming;

namespace Flights;

/// <summary>The delays of the flights from one airport in one window.</summary>
internal sealed record OriginDelays
{
    public required string Origin { get; init; }

    public required int Flights { get; init; }

    public required double MeanMinutes { get; init; }

    public required int MaxMinutes { get; init; }
}

internal static class FlightsQuery
{
    /// <summary>How long a batch is, and how far a window moves.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Every hour, the delays of the last three hours by airport. An airport without flights in a window is not in it.</summary>
    public static IStreamQueryable<OriginDelays> DelaysByOrigin(this IStreamQueryable<Flight> flights) =>
        from f in flights.Window(TimeSpan.FromHours(3), TimeSpan.FromHours(1))
        group f by f.Origin into g
        select new OriginDelays
        {
            Origin = g.Key,
            Flights = g.Count(),
            MeanMinutes = g.Average(f => f.DelayMinutes),
            MaxMinutes = g.Max(f => f.DelayMinutes),
        };
}
