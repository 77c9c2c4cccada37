namespace Linq.Streaming.Execution.Receiving;

/// <summary>Lets so many elements a second through: who comes too early waits. Thread-safe.</summary>
/// <remarks>
/// Elements have times at which they are due, one interval after the other; what has not been used in the last tenth of a second may be made up for, so that elements need not come evenly. A rate that is not
/// more than 0 changes nothing, as in Spark's <c>RateLimiter</c>.
/// </remarks>
internal sealed class RateLimiter(TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private double _rate = double.PositiveInfinity;
    private double _due;

    /// <summary>Elements a second.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
                return _rate;
        }

        set
        {
            lock (_gate)
                _rate = value > 0 ? value : _rate;
        }
    }

    /// <summary>Ends when the elements may come.</summary>
    public ValueTask WaitAsync(long rows, CancellationToken cancellation) =>
        Reserve(rows) is var wait && wait <= TimeSpan.Zero ? default : new ValueTask(Task.Delay(wait, time, cancellation));

    /// <summary>Takes the next free time for elements; how far ahead that is, or zero.</summary>
    public TimeSpan Reserve(long rows)
    {
        lock (_gate)
        {
            if (double.IsPositiveInfinity(_rate))
            {
                return TimeSpan.Zero;
            }

            var now = time.GetElapsedTime(_start).TotalSeconds;
            _due = Math.Max(_due, now - Burst.TotalSeconds);
            var wait = Math.Max(0, _due - now);
            _due += rows / _rate;
            return TimeSpan.FromSeconds(wait);
        }
    }

    /// <summary>Ends after a wait that has been reserved.</summary>
    public Task WaitAsync(TimeSpan wait, CancellationToken cancellation) => wait <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, time, cancellation);
}
