using System.Collections.Concurrent;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs job sets, one at a time and in the order of batches, on a thread of its own or, for tests that step, on the caller's.</summary>
internal sealed class JobScheduler : IDisposable
{
    private readonly BlockingCollection<JobSet> _pending;
    private readonly JobRunner _runner;
    private readonly Action<Exception> _onFailed;
    private readonly Thread? _thread;
    private volatile bool _isStopped;

    /// <param name="runner">Runs one job set.</param>
    /// <param name="onFailed">Is told of the failure of a batch, after which no other batch runs.</param>
    /// <param name="maxPending">How many job sets may wait; submitting another waits for room. 0: run on the caller's thread.</param>
    public JobScheduler(JobRunner runner, Action<Exception> onFailed, int maxPending)
    {
        (_runner, _onFailed) = (runner, onFailed);
        _pending = new BlockingCollection<JobSet>(Math.Max(1, maxPending));
        if (maxPending > 0)
        {
            _thread = new Thread(RunPending) { IsBackground = true, Name = "LinqStream jobs" };
            _thread.Start();
        }
    }

    /// <summary>Whether the caller is the thread on which user code runs.</summary>
    public bool IsJobThread => Thread.CurrentThread == _thread;

    /// <summary>Hands over the jobs of a batch. Returns before they have run.</summary>
    public void Submit(JobSet jobs)
    {
        if (_isStopped)
        {
            return;
        }

        if (_thread is null)
        {
            Run(jobs);
            return;
        }

        try
        {
            _pending.Add(jobs);
        }
        catch (InvalidOperationException) when (_pending.IsAddingCompleted)
        {
            // Stopped while waiting for room: the batch is not run, like all that wait.
        }
    }

    /// <summary>Takes no more batches and waits until those submitted have run.</summary>
    public void Drain()
    {
        _pending.CompleteAdding();
        if (!IsJobThread)
        {
            _thread?.Join();
        }
    }

    /// <summary>Takes no more batches and drops those that wait. The one that runs ends by itself.</summary>
    public void Abort()
    {
        _isStopped = true;
        _pending.CompleteAdding();
    }

    public void Dispose()
    {
        Abort();
        Drain();
        _pending.Dispose();
    }

    private void RunPending()
    {
        foreach (var jobs in _pending.GetConsumingEnumerable())
        {
            Run(jobs);
        }
    }

    private void Run(JobSet jobs)
    {
        if (_isStopped)
        {
            return;
        }

        try
        {
            _runner.Run(jobs);
        }
        catch (Exception failure)
        {
            Abort();
            _onFailed(failure);
        }
    }
}
