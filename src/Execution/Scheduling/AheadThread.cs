using System.Collections.Concurrent;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs ahead of the jobs: what the batch at the head of the queue can do while the one before it is being computed. The thread is started when there is something for it.</summary>
internal sealed class AheadThread(ConcurrentQueue<JobSet> queue, Action<JobSet> runAhead)
{
    // Never disposed: a stop may come at any time.
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _gate = new();
    private Thread? _thread;
    private bool _isOver;

    /// <summary>Has it look at the queue; any thread.</summary>
    public void Look()
    {
        lock (_gate)
        {
            if (!_isOver && _wake.CurrentCount == 0)
            {
                _thread ??= RunThread.Start("LinqStream ahead", Work);
                _wake.Release();
            }
        }
    }

    /// <summary>Ends when the stage that is under way has ended.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            _wake.Release();
        }

        _thread?.Join();
    }

    private void Work()
    {
        while (true)
        {
            _wake.Wait();
            if (Volatile.Read(ref _isOver))
            {
                return;
            }

            if (queue.TryPeek(out var next))
            {
                runAhead(next);
            }
        }
    }
}
