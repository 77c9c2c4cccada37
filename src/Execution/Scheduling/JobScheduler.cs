using System.Collections.Concurrent;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs job sets, one at a time and in the order of batches, on a thread of its own or, for tests that step, on the caller's.</summary>
internal sealed class JobScheduler
{
    // Never disposed: a stop may come at any time.
    private readonly BlockingCollection<JobSet> _pending;
    private readonly Action<JobSet> _run;
    private readonly Action<Exception> _onFailed;
    private readonly Thread? _thread;
    private volatile bool _isAborted;
    private volatile bool _runsHere;

    /// <param name="run">Runs one job set.</param>
    /// <param name="onFailed">Is told of the failure of a batch, after which no other batch runs.</param>
    /// <param name="maxPending">How many job sets may wait; submitting another waits for room. 0: run on the caller's thread.</param>
    public JobScheduler(Action<JobSet> run, Action<Exception> onFailed, int maxPending)
    {
        (_run, _onFailed) = (run, onFailed);
        _pending = new BlockingCollection<JobSet>(Math.Max(1, maxPending));
        if (maxPending > 0)
        {
            _thread = new Thread(RunPending) { IsBackground = true, Name = "LinqStream jobs" };
            _thread.Start();
        }
    }

    /// <summary>Whether no batch will be run any more.</summary>
    public bool IsAborted => _isAborted;

    /// <summary>From now on, before the first batch, each runs on the thread that submits it.</summary>
    public void RunHere() => _runsHere = true;

    /// <summary>Hands over the jobs of a batch. Returns before they have run, unless they run here.</summary>
    public void Submit(JobSet jobs)
    {
        if (_isAborted)
        {
            return;
        }

        if (_thread is null || _runsHere)
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

    /// <summary>Takes no more batches and waits until those submitted have run. Not for the thread that runs them.</summary>
    public void Drain()
    {
        _pending.CompleteAdding();
        _thread?.Join();
    }

    /// <summary>Takes no more batches and drops those that wait. The one that runs ends by itself.</summary>
    public void Abort()
    {
        _isAborted = true;
        _pending.CompleteAdding();
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
        if (_isAborted)
        {
            return;
        }

        try
        {
            _run(jobs);
        }
        catch (OperationCanceledException) when (_isAborted)
        {
            // The output has heeded its token.
        }
        catch (Exception failure)
        {
            Abort();
            _onFailed(failure);
        }
    }
}
