using System.Diagnostics;

namespace Linq.Streaming.Execution.Scheduling.Timers;

/// <summary>Batch times of the system clock, on a thread of its own, fit for periods down to 1 ms.</summary>
/// <remarks>
/// The clock is read once, at the start. From then on a monotonic stopwatch decides what is due and each batch time is
/// computed from the first, so steps of the wall clock neither skip nor repeat a batch and errors do not add up.
/// </remarks>
internal sealed class SystemBatchTimer : BatchTimer
{
    // A timed wait on a lock may end this much late on common kernels; the rest of the way is slept.
    private static readonly TimeSpan CoarseError = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private Thread? _thread;
    private volatile bool _stopped;

    public override void Start(DateTimeOffset firstTick, TimeSpan period, Action<DateTimeOffset> onTick, Action<Exception> onFailure)
    {
        var started = Stopwatch.GetTimestamp();
        var untilFirst = firstTick - TimeProvider.System.GetUtcNow();
        var thread = new Thread(() => Run(started, untilFirst, firstTick, period, onTick, onFailure)) { Name = "Batch timer", IsBackground = true };
        lock (_gate)
        {
            if (_stopped)
                return;
            _thread = thread;
            thread.Start();
        }
    }

    public override void Stop()
    {
        Thread? thread;
        lock (_gate)
        {
            _stopped = true;
            thread = _thread;
            Monitor.PulseAll(_gate);
        }

        if (thread != Thread.CurrentThread)
            thread?.Join();
    }

    private void Run(long started, TimeSpan untilFirst, DateTimeOffset firstTick, TimeSpan period, Action<DateTimeOffset> onTick, Action<Exception> onFailure)
    {
        for (var elapsed = TimeSpan.Zero; WaitUntil(started, untilFirst + elapsed); elapsed += period)
        {
            try
            {
                onTick(firstTick + elapsed);
            }
            catch (Exception exception)
            {
                onFailure(exception);
            }
        }
    }

    private bool WaitUntil(long started, TimeSpan due)
    {
        while (!_stopped)
        {
            var remaining = due - Stopwatch.GetElapsedTime(started);
            if (remaining <= TimeSpan.Zero)
                return true;
            if (remaining > CoarseError)
                WaitOrStop(remaining - CoarseError);
            else
                FineSleep.For(remaining);
        }

        return false;
    }

    private void WaitOrStop(TimeSpan time)
    {
        lock (_gate)
        {
            if (!_stopped)
                Monitor.Wait(_gate, time < LongestWait ? time : LongestWait);
        }
    }
}
