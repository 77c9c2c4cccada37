using System.Diagnostics;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>When a batch came how far, by the clock of the context. Each moment is noted by the one thread that has the batch then.</summary>
internal sealed class BatchProgress(TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private long _allocated;
    private long _submitted;
    private long _started;
    private long _computed;
    private long _turn;
    private long _delivered;
    private long _completed;

    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>How many intervals it covers.</summary>
    public long Intervals { get; init; } = 1;

    /// <summary>What stands for the batch in a trace; null where none is taken.</summary>
    public Activity? Activity { get; set; }

    public TimeSpan SchedulingDelay => time.GetElapsedTime(_submitted, _started);

    public TimeSpan ProcessingDelay => time.GetElapsedTime(_started, _completed);

    /// <summary>How long the batch took where it took longest: batches follow each other at that distance.</summary>
    public TimeSpan Longest => _turn == _computed
        ? ProcessingDelay
        : TimeSpan.FromTicks(Math.Max(time.GetElapsedTime(_started, _computed).Ticks, time.GetElapsedTime(_turn, _completed).Ticks));

    public BatchPhases Phases => new(
        time.GetElapsedTime(_begun, _allocated),
        time.GetElapsedTime(_allocated, _submitted),
        time.GetElapsedTime(_started, _computed),
        time.GetElapsedTime(_turn, _delivered),
        time.GetElapsedTime(_delivered, _completed));

    public void OnAllocated() => _allocated = time.GetTimestamp();

    public void OnSubmitted() => (_submitted, SubmittedAt) = (time.GetTimestamp(), time.GetUtcNow());

    public void OnStarted() => _started = time.GetTimestamp();

    public void OnComputed() => _computed = _turn = time.GetTimestamp();

    /// <summary>The outputs have a thread of their own, and it is the batch's turn there.</summary>
    public void OnTurn() => _turn = time.GetTimestamp();

    public void OnDelivered() => _delivered = time.GetTimestamp();

    public void OnCompleted() => _completed = time.GetTimestamp();

    /// <summary>A moment, for <see cref="Since"/>.</summary>
    public long Now() => time.GetTimestamp();

    public TimeSpan Since(long moment) => time.GetElapsedTime(moment);
}
