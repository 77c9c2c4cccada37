namespace Linq.Streaming.Execution.Scheduling.Timers;

/// <summary>Batch times of any time provider, through the provider's own timer.</summary>
/// <remarks>
/// The timer only wakes it; the provider's clock says what is due, and everything that is due is called. So on a virtual
/// clock an advance by five periods makes five callbacks before it returns, in order.
/// </remarks>
internal sealed class ProviderBatchTimer(TimeProvider timeProvider) : BatchTimer
{
    // Providers refuse timers of more than 49 days; waking up early is harmless.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private ITimer? _timer;
    private Action<DateTimeOffset> _onTick = _ => { };
    private Action<Exception> _onFailure = _ => { };
    private DateTimeOffset _next;
    private TimeSpan _period;
    private int _callingThread;
    private bool _stopped;

    public override void Start(DateTimeOffset firstTick, TimeSpan period, Action<DateTimeOffset> onTick, Action<Exception> onFailure)
    {
        lock (_gate)
        {
            if (_stopped)
                return;
            (_next, _period, _onTick, _onFailure) = (firstTick, period, onTick, onFailure);
            _timer = timeProvider.CreateTimer(static timer => ((ProviderBatchTimer)timer!).CallDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        CallDue();
    }

    public override void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            _timer?.Dispose();
            while (_callingThread != 0 && _callingThread != Environment.CurrentManagedThreadId)
                Monitor.Wait(_gate);
        }
    }

    // Only one thread calls: a wake-up during a callback, even one by the callback itself, leaves the new work to the loop that is running.
    private void CallDue()
    {
        lock (_gate)
        {
            if (_callingThread != 0)
                return;
            _callingThread = Environment.CurrentManagedThreadId;
        }

        while (TryTakeDue(out var batchTime))
            Call(batchTime);
    }

    private bool TryTakeDue(out DateTimeOffset batchTime)
    {
        lock (_gate)
        {
            batchTime = _next;
            var remaining = _next - timeProvider.GetUtcNow();
            if (!_stopped && remaining <= TimeSpan.Zero)
            {
                _next += _period;
                return true;
            }

            _callingThread = 0;
            Monitor.PulseAll(_gate);
            if (!_stopped)
                _timer!.Change(remaining < LongestWait ? remaining : LongestWait, Timeout.InfiniteTimeSpan);
            return false;
        }
    }

    private void Call(DateTimeOffset batchTime)
    {
        try
        {
            _onTick(batchTime);
        }
        catch (Exception exception)
        {
            _onFailure(exception);
        }
    }
}
