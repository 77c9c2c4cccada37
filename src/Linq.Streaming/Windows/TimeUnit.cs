namespace Linq.Streaming;

/// <summary>What one unit of an integral event time measures. Zero is 1970-01-01T00:00:00Z in each unit.</summary>
public enum TimeUnit
{
    /// <summary>Seconds since the Unix epoch.</summary>
    Seconds,

    /// <summary>Milliseconds since the Unix epoch.</summary>
    Milliseconds,

    /// <summary>Microseconds since the Unix epoch.</summary>
    Microseconds,

    /// <summary>Nanoseconds since the Unix epoch. Time is kept in steps of 100 ns; finer digits are cut off towards the past.</summary>
    Nanoseconds,

    /// <summary>Steps of 100 ns since the Unix epoch.</summary>
    Ticks,
}
