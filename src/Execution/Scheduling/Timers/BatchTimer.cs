namespace Linq.Streaming.Execution.Scheduling.Timers;

/// <summary>Calls back at every batch time, exactly once each and in order.</summary>
/// <remarks>
/// No batch time is skipped: those that are late are called back to back, as Spark's recurring timer does. Callbacks never
/// overlap. A timer starts once.
/// </remarks>
internal abstract class BatchTimer : IDisposable
{
    /// <summary>The timer that fits: a thread of its own for the system clock, the provider's timers for any other.</summary>
    public static BatchTimer For(TimeProvider timeProvider) =>
        ReferenceEquals(timeProvider, TimeProvider.System) ? new SystemBatchTimer() : new ProviderBatchTimer(timeProvider);

    /// <summary>The batch time after <paramref name="now"/> where batch times are the multiples of <paramref name="period"/> since the Unix epoch.</summary>
    public static DateTimeOffset FirstBatchTime(DateTimeOffset now, TimeSpan period) =>
        RestartBatchTime(DateTimeOffset.UnixEpoch, now, period);

    /// <summary>The batch time after <paramref name="now"/> where batch times are the multiples of <paramref name="period"/> since <paramref name="zero"/>.</summary>
    public static DateTimeOffset RestartBatchTime(DateTimeOffset zero, DateTimeOffset now, TimeSpan period)
    {
        var sinceZero = (now - zero).Ticks;
        var sinceBoundary = ((sinceZero % period.Ticks) + period.Ticks) % period.Ticks;
        return zero.AddTicks(sinceZero - sinceBoundary + period.Ticks).ToUniversalTime();
    }

    /// <summary>Starts calling back.</summary>
    /// <param name="firstTick">The first batch time. If it is past, the callbacks catch up at once.</param>
    /// <param name="period">The time between two batch times; more than zero.</param>
    /// <param name="onTick">Called with each batch time.</param>
    /// <param name="onFailure">Called with what <paramref name="onTick"/> threw; the timer goes on. It must not throw.</param>
    public abstract void Start(DateTimeOffset firstTick, TimeSpan period, Action<DateTimeOffset> onTick, Action<Exception> onFailure);

    /// <summary>
    /// Stops calling back. No callback begins after it has returned, and one that is running is waited for, so the
    /// caller must hold no lock that a callback takes; called from a callback, it does not wait for that one. May be called
    /// more than once, and before the start.
    /// </summary>
    public abstract void Stop();

    public void Dispose() => Stop();
}
