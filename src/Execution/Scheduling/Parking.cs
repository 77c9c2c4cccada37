using System.Diagnostics;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>A place where one thread waits for a condition that another makes true: for a moment in a loop, then asleep.</summary>
/// <remarks>
/// Stages of a batch, and batches under load, follow each other within microseconds, while waking a thread takes tens of them. The loop is short, since it
/// keeps a core from everything else.
/// </remarks>
internal sealed class Parking : IDisposable
{
    private static readonly long SpinTicks = Environment.ProcessorCount == 1 ? 0 : Stopwatch.Frequency / 20_000;

    private readonly AutoResetEvent _wake = new(false);
    private int _isAsleep;

    /// <summary>Waits until <paramref name="isDue"/> holds; whoever makes it hold then calls <see cref="Wake"/>.</summary>
    public void Wait<T>(T state, Func<T, bool> isDue)
    {
        var start = Stopwatch.GetTimestamp();
        while (!isDue(state))
        {
            if (Stopwatch.GetTimestamp() - start < SpinTicks)
            {
                Thread.SpinWait(8);
                continue;
            }

            Interlocked.Exchange(ref _isAsleep, 1);
            if (!isDue(state) || Interlocked.Exchange(ref _isAsleep, 0) == 0)
            {
                // The second: somebody has set the event in between.
                _wake.WaitOne();
            }
        }
    }

    /// <summary>Wakes the thread, if it sleeps; the condition has been made to hold before.</summary>
    public void Wake()
    {
        // A full fence: the waiting thread sees the condition, or this one sees that it sleeps.
        if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
        {
            _wake.Set();
        }
    }

    public void Dispose() => _wake.Dispose();
}
