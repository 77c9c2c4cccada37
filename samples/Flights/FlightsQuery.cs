using Linq.Streaming;

namespace Flights;

/// <summary>The delays of the flights from one airport that were scheduled in one hour.</summary>
internal sealed record OriginDelays
{
    public required TimeWindow Hour { get; init; }

    public required string Origin { get; init; }

    public required int Flights { get; init; }

    public required double MeanMinutes { get; init; }

    public required int MaxMinutes { get; init; }
}

internal static class FlightsQuery
{
    /// <summary>How long a batch is: how often it is heard of the flights that have left since.</summary>
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>The least delay that is believed, in minutes: no flight leaves more than an hour early.</summary>
    public const int LeastDelay = -60;

    /// <summary>
    /// The flights by the hour in which they were scheduled. An hour closes after the batch in which a flight has left that was
    /// scheduled two hours after the end of that hour, or later.
    /// </summary>
    public static IStreamQueryable<Flight> ByScheduledHour(this IStreamQueryable<Flight> flights) =>
        (from f in flights
         where f.DelayMinutes >= LeastDelay
         select f)
        .WithEventTime(f => f.Scheduled, maxOutOfOrderness: TimeSpan.FromHours(2))
        .Window(TimeSpan.FromHours(1));

    /// <summary>The delays of each hour by airport, once. An airport without flights in an hour is not in it.</summary>
    public static IStreamQueryable<OriginDelays> DelaysByOrigin(this IStreamQueryable<Flight> hours) =>
        from f in hours
        group f by f.Origin into g
        select new OriginDelays
        {
            Hour = g.Window,
            Origin = g.Key,
            Flights = g.Count(),
            MeanMinutes = g.Average(f => f.DelayMinutes),
            MaxMinutes = g.Max(f => f.DelayMinutes),
        };

    /// <summary>What <see cref="ByScheduledHour"/> takes for errors of the data.</summary>
    public static IStreamQueryable<Flight> Disbelieved(this IStreamQueryable<Flight> flights) =>
        from f in flights where f.DelayMinutes < LeastDelay select f;
}
