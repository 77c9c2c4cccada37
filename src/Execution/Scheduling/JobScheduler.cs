using System.Collections.Concurrent;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs job sets in the order of batches: each is computed, and then its outputs are served.</summary>
/// <remarks>
/// <code>
///   thread ahead        ahead 2   | ahead 3   | ...
///   thread of jobs      compute 1 | compute 2 | compute 3 | ...
///   thread of outputs               outputs 1 | outputs 2 | ...
/// </code>
/// What runs ahead is what needs nothing of the batch that is being computed; the rest starts when that has been computed. Only batches that wait in the queue, and have rows
/// enough to be worth another thread, are run ahead.
/// <para>
/// Both halves run on one thread where outputs have no thread of their own, or, for tests that step and for data at hand, on the caller's. A batch starts to be computed when
/// the one before it has been computed; a few may wait for their outputs.
/// </para>
/// </remarks>
internal sealed class JobScheduler
{
    // Enough to bridge a slow sync; what waits has been computed from state that may still be lost.
    private const int MaxComputed = 4;

    // Never disposed: a stop may come at any time.
    private readonly ConcurrentQueue<JobSet> _queue = [];
    private readonly BlockingCollection<JobSet> _pending;
    private readonly int _maxPending;
    private readonly object _room = new();
    private readonly BlockingCollection<Action>? _computed;
    private readonly Func<JobSet, Action> _compute;
    private readonly Action<Exception> _onFailed;
    private readonly AheadSettings? _aheadSettings;
    private readonly AheadThread? _ahead;
    private readonly Thread? _thread;
    private readonly Thread? _outputs;
    private volatile bool _isAborted;
    private volatile bool _runsHere;
    private volatile bool _isRunning;
    private volatile bool _hasFailed;
    private JobSet? _held;

    /// <param name="compute">Runs the first half of a job set; the second is what it gives.</param>
    /// <param name="onFailed">Is told of the failure of a batch, after which no other batch runs.</param>
    /// <param name="maxPending">How many job sets may wait; submitting another waits for room, but not on a <see cref="RunThread"/>. 0: run on the caller's thread.</param>
    /// <param name="hasOutputThread">Whether outputs have a thread of their own.</param>
    /// <param name="ahead">What is run of batches before their turn; null for nothing.</param>
    public JobScheduler(Func<JobSet, Action> compute, Action<Exception> onFailed, int maxPending, bool hasOutputThread = false, AheadSettings? ahead = null)
    {
        (_compute, _onFailed, _aheadSettings) = (compute, onFailed, ahead);
        (_pending, _maxPending) = (new BlockingCollection<JobSet>(_queue), maxPending);
        if (maxPending == 0)
        {
            return;
        }

        _ahead = ahead is null ? null : new AheadThread(_queue, ahead.Run);
        if (hasOutputThread)
        {
            _computed = new BlockingCollection<Action>(MaxComputed);
            _outputs = RunThread.Start("LinqStream outputs", () => ForEach(_computed, finish => Try(finish)));
        }

        _thread = RunThread.Start("LinqStream jobs", () =>
        {
            ForEach(_pending, RunNext);
            _computed?.CompleteAdding();
        });
    }

    /// <summary>How many job sets wait for their turn.</summary>
    public int PendingCount => _queue.Count;

    /// <summary>Whether no batch will be run any more.</summary>
    public bool IsAborted => _isAborted || _hasFailed;

    /// <summary>From now on, before the first batch, each runs on the thread that submits it; outputs with a thread of their own keep it.</summary>
    public void RunHere() => _runsHere = _computed is null;

    /// <summary>Hands over the jobs of a batch. Returns before they have run, unless they run here.</summary>
    public void Submit(JobSet jobs)
    {
        if (IsAborted)
        {
            return;
        }

        if (_thread is not null && !_runsHere)
        {
            Queue(jobs);
        }
        else if (_aheadSettings is { HoldsBack: true })
        {
            Hold(jobs);
        }
        else
        {
            Run(jobs);
        }
    }

    /// <summary>Runs the batch that is held back, if there is one.</summary>
    public void RunHeld()
    {
        if (_held is { } held)
        {
            _held = null;
            Run(held);
        }
    }

    /// <summary>Takes no more batches and waits until those submitted have run. Not for the threads that run them.</summary>
    public void Drain()
    {
        Close();
        _thread?.Join();
        _ahead?.End();
        _outputs?.Join();
    }

    /// <summary>Takes no more batches and drops those that wait. The one that runs ends by itself.</summary>
    public void Abort()
    {
        _isAborted = true;
        Close();
        _computed?.CompleteAdding();
    }

    private static void ForEach<T>(BlockingCollection<T> items, Action<T> run)
    {
        foreach (var item in items.GetConsumingEnumerable())
        {
            run(item);
        }
    }

    private static void TryAdd<T>(BlockingCollection<T> items, T item)
    {
        try
        {
            items.Add(item);
        }
        catch (InvalidOperationException) when (items.IsAddingCompleted)
        {
            // Stopped while waiting for room: the batch is not run, like all that wait.
        }
    }

    private void Close()
    {
        _pending.CompleteAdding();
        lock (_room)
            Monitor.PulseAll(_room);
    }

    // Not for the threads that make room.
    private void WaitForRoom()
    {
        lock (_room)
        {
            while (!RunThread.IsCurrent && _queue.Count >= _maxPending && !_pending.IsAddingCompleted)
            {
                Monitor.Wait(_room);
            }
        }
    }

    private void Queue(JobSet jobs)
    {
        WaitForRoom();
        if (_ahead is null || jobs.Batch.Input.Count < _aheadSettings!.LeastRows)
        {
            TryAdd(_pending, jobs);
            return;
        }

        TryAdd(_pending, jobs with { Ahead = new AheadStages(jobs.Jobs) });
        if (_isRunning)
        {
            _ahead.Look();
        }
    }

    private void RunNext(JobSet jobs)
    {
        lock (_room)
            Monitor.PulseAll(_room);
        _isRunning = true;
        if (_queue.TryPeek(out var next) && next.Ahead is not null)
        {
            _ahead!.Look();
        }

        Run(jobs);
        _isRunning = false;
    }

    // As threads would: each is begun before the one before it is computed.
    private void Hold(JobSet jobs)
    {
        var next = jobs with { Ahead = new AheadStages(jobs.Jobs) };
        _aheadSettings!.Run(next);
        RunHeld();
        _held = next;
    }

    // A batch that fails does not take those before it with it: their outputs are served first.
    private void Run(JobSet jobs) => Try(
        () =>
        {
            var finish = _compute(jobs);
            if (_computed is null)
            {
                finish();
            }
            else
            {
                TryAdd(_computed, finish);
            }
        },
        () =>
        {
            _hasFailed = true;
            Close();
            _computed?.CompleteAdding();
            _outputs?.Join();
        });

    private void Try(Action run, Action? beforeFailure = null)
    {
        if (_isAborted)
        {
            return;
        }

        try
        {
            run();
        }
        catch (OperationCanceledException) when (_isAborted)
        {
            // The output has heeded its token.
        }
        catch (Exception failure)
        {
            beforeFailure?.Invoke();
            Abort();
            _onFailed(failure);
        }
    }
}
