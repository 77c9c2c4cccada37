using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Scheduling.Timers;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>A started context: decides when batches are made, and brings the run to its end.</summary>
/// <remarks>
/// Batch times follow the clock, unless every source is bounded: then they follow the data, one interval after the other as fast
/// as batches are computed. One thread at a time makes batches: the timer's, the one that follows the data, or, when these have
/// ended, the one that stops.
/// </remarks>
internal sealed class StreamRun : IDisposable
{
    private readonly ReceiverTracker _receivers;
    private readonly GraphRuntime _graph;
    private readonly JobScheduler _scheduler;
    private readonly WorkerPool _workers;
    private readonly OwnCode _ownCode = new();
    private readonly RunEnd _end;

    // Never disposed: a stop may come at any time, and without a timer of its own it holds nothing.
    private readonly CancellationTokenSource _cancellation = new();
    private JobGenerator? _generator;
    private BatchTimer? _timer;
    private Thread? _thread;
    private int _stopRequests;
    private volatile bool _isStopping;

    public StreamRun(GraphRuntime graph, RunSettings settings)
    {
        _graph = graph;
        _receivers = new ReceiverTracker(settings.Inputs);
        _workers = new WorkerPool(settings.Parallelism - 1);
        Settings = settings;
        var tasks = new TaskSettings(settings.Parameters, settings.MaxTaskAttempts, settings.RowsForThreads, _workers, settings.OnRetry);
        var runner = new JobRunner(graph, tasks, OnBatchCompleted, _cancellation.Token);
        _scheduler = new JobScheduler(jobs => _ownCode.Call(() => runner.Run(jobs)), End, settings.MaxPendingBatches);
        _end = new RunEnd(graph, _receivers, settings.Completion, _ownCode, LetGo);
    }

    public RunSettings Settings { get; }

    public GraphRuntime Graph => _graph;

    public ReceiverTracker Receivers => _receivers;

    public JobGenerator Generator => _generator!;

    /// <summary>Ends, without failure, when the run has ended and its threads with it.</summary>
    public Task Released => _end.Released;

    private bool InputsHaveEnded => _receivers.Inputs.All(input => input.IsCompleted);

    // Aborted or failed: batches that are made would not be run.
    private bool IsOver => _end.HasCome || _scheduler.IsAborted;

    /// <summary>Starts the sources and fixes the zero time; batches are then made by <see cref="Follow"/> or step by step.</summary>
    public void Start(SavedContext? saved)
    {
        _receivers.Start(Settings.TimeProvider);
        var zero = saved?.ZeroTicks ?? Settings.ZeroTicks ?? ZeroTime.Of(_receivers.Inputs, Settings.BatchInterval, Settings.TimeProvider);
        _generator = new JobGenerator(_receivers, _graph, _scheduler.Submit, Settings.Checkpointer, zero, Settings.BatchInterval)
        {
            LastTicks = saved?.LastTicks ?? zero,
        };
        if (saved is not null)
        {
            _graph.Restore(saved.Operators);
        }
    }

    /// <summary>Begins to make batches.</summary>
    public void Follow()
    {
        if (_receivers.Inputs.All(input => input.IsBounded))
        {
            if (_receivers.Inputs.All(input => input.IsAtHand))
            {
                // Making a batch costs less than handing it to another thread.
                _scheduler.RunHere();
            }

            _thread = new Thread(() => _ownCode.Call(FollowData)) { IsBackground = true, Name = "LinqStream batches" };
            _thread.Start();
            return;
        }

        var first = new DateTimeOffset(Generator.LastTicks + Settings.BatchInterval.Ticks, TimeSpan.Zero);
        _timer = BatchTimer.For(Settings.TimeProvider);
        _timer.Start(first, Settings.BatchInterval, time => _ownCode.Call(() => OnTick(time)), FailOnTick);
    }

    /// <summary>Makes the next batch on the caller's thread.</summary>
    public void Step() => Generator.GenerateBatch(Generator.LastTicks + Settings.BatchInterval.Ticks);

    /// <summary>Makes the batches that a bounded input still owes after its end: up to the end of windows of batch time, and one that closes those of event time.</summary>
    public void Flush()
    {
        var end = Generator.LastTicks;
        foreach (var output in _graph.Outputs)
        {
            var slide = output.Template.Slide.Ticks;
            end = Math.Max(end, Generator.ZeroTicks + ((Generator.LastTicks - Generator.ZeroTicks + slide - 1) / slide * slide));
        }

        while (Generator.LastTicks < end && !IsOver)
        {
            Step();
        }

        CloseWindows();
    }

    /// <summary>Makes the batch that closes the windows of event time, if there are any.</summary>
    public void CloseWindows()
    {
        if (_graph.IsOpenAtEnd && !IsOver)
        {
            Generator.GenerateBatch(Generator.LastTicks + Settings.BatchInterval.Ticks, isFlush: true);
        }
    }

    /// <summary>Stops as asked and waits for the end; safe from any thread, and to call again. A later call changes nothing, unless it aborts.</summary>
    public async Task StopAsync(StopMode mode, CancellationToken cancellation)
    {
        if (mode == StopMode.Abort)
        {
            // First of all: whoever makes batches may be waiting for an output that only heeds its token.
            _scheduler.Abort();
            _ = _cancellation.CancelAsync();
        }

        if (Interlocked.Exchange(ref _stopRequests, 1) == 0)
        {
            _ = Task.Run(() => Stop(mode), CancellationToken.None);
        }

        // What the run has called has to return before it can end.
        if (!_ownCode.IsCalling)
        {
            await Released.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What a restart needs, as of the last completed batch.</summary>
    public SavedContext Save() => new(Generator.ZeroTicks, Generator.LastTicks, _graph.Save());

    /// <summary>Ends the run, at the first call.</summary>
    public void End(Exception? failure)
    {
        _isStopping = true;
        _end.Come(failure);
    }

    /// <summary>Lets go of threads without telling anyone, as a crash would.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _end.LetGo();
    }

    private void LetGo()
    {
        _timer?.Stop();
        _scheduler.Abort();
        _scheduler.Drain();
        _thread?.Join();
        _workers.Dispose();
    }

    private void FollowData()
    {
        try
        {
            while (!_isStopping)
            {
                Step();
                if (InputsHaveEnded)
                {
                    Flush();
                    _scheduler.Drain();
                    End(null);
                }
            }
        }
        catch (Exception failure)
        {
            Finish(failure);
        }
    }

    private void OnTick(DateTimeOffset time)
    {
        if (_isStopping)
        {
            _timer!.Stop();
            return;
        }

        Generator.GenerateBatch(time.UtcTicks);
        if (InputsHaveEnded)
        {
            _timer!.Stop();
            Flush();

            FinishAfterTick(null);
        }
    }

    private void FailOnTick(Exception failure)
    {
        _isStopping = true;
        FinishAfterTick(failure);
    }

    // Not in the tick: waiting for the last batches would hold up whoever moves the clock.
    private void FinishAfterTick(Exception? failure) => _ = Task.Run(() => Finish(failure));

    private void Stop(StopMode mode)
    {
        _isStopping = true;
        _timer?.Stop();
        _thread?.Join();
        Finish(mode == StopMode.Drain ? DrainInputs() : null);
    }

    // What had been received when the sources were stopped is still computed.
    private Exception? DrainInputs()
    {
        var failure = RunEnd.Quietly(_receivers.Stop, null);
        return RunEnd.Quietly(
            () =>
            {
                while (!InputsHaveEnded && !IsOver)
                {
                    Step();
                }
            },
            failure);
    }

    private void OnBatchCompleted(JobSet jobs)
    {
        _receivers.ForgetBefore(jobs.Batch.Time);
        Settings.Checkpointer.Checkpoint(jobs.Batch.Id, jobs.Batch.Time, CheckpointMoment.Completed);
        Settings.OnBatchCompleted?.Invoke(jobs);
    }

    // No batch follows; what has been submitted still counts.
    private void Finish(Exception? failure)
    {
        _scheduler.Drain();
        End(failure);
    }
}
