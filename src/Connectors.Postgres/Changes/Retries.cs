namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>When a connection is tried again, and for how long.</summary>
internal sealed class Retries(TimeProvider time, TimeSpan timeout)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private TimeSpan _delay = FirstDelay;
    private long? _failing;
    private long _begun;
    private long _complete;

    /// <summary>A connection is made.</summary>
    public void Begin(long complete) => (_begun, _complete) = (time.GetTimestamp(), complete);

    /// <summary>It has failed: how long to wait before the next; null where there is no more time.</summary>
    public TimeSpan? Next(long complete)
    {
        // One that brought something, or lasted, was good: then this is the first failure.
        if (_failing is null || complete > _complete || time.GetElapsedTime(_begun) > LongestDelay * 2)
            (_failing, _delay) = (time.GetTimestamp(), FirstDelay);
        if (time.GetElapsedTime(_failing.Value) >= timeout)
            return null;
        var delay = _delay;
        _delay = _delay * 2 < LongestDelay ? _delay * 2 : LongestDelay;
        return delay;
    }
}
