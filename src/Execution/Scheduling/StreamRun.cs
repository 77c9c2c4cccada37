using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Scheduling.Timers;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>A started context: decides when batches are made, and brings the run to its end.</summary>
/// <remarks>
/// Batch times follow the clock, unless every source is bounded: then they follow the data, one interval after the other as fast
/// as batches are computed.
/// </remarks>
internal sealed class StreamRun : IDisposable
{
    private readonly ReceiverTracker _receivers;
    private readonly GraphRuntime _graph;
    private readonly JobScheduler _scheduler;
    private readonly WorkerPool _workers;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _generating = new();
    private readonly TimeProvider _time;
    private JobGenerator? _generator;
    private BatchTimer? _timer;
    private Thread? _thread;
    private int _ended;
    private volatile bool _isStopping;

    public StreamRun(GraphRuntime graph, RunSettings settings)
    {
        _graph = graph;
        _time = settings.TimeProvider;
        _receivers = new ReceiverTracker(settings.Inputs);
        _workers = new WorkerPool(settings.Parallelism - 1);
        var tasks = new TaskSettings(settings.Parameters, settings.MaxTaskAttempts, settings.RowsForThreads, _workers, settings.OnRetry);
        Checkpointer = settings.Checkpointer;
        _scheduler = new JobScheduler(new JobRunner(graph, tasks, OnBatchCompleted, _cancellation.Token), failure => End(failure), settings.MaxPendingBatches);
        Settings = settings;
    }

    /// <summary>Ends when no batch follows: normally, or with the first failure.</summary>
    public Task Completion => _completion.Task;

    public RunSettings Settings { get; }

    /// <summary>The running side of the graph.</summary>
    public GraphRuntime Graph => _graph;

    public ICheckpointer Checkpointer { get; }

    /// <summary>The batches completed so far.</summary>
    public long CompletedBatches { get; private set; }

    public JobGenerator Generator => _generator!;

    private bool InputsHaveEnded => _receivers.Inputs.All(input => input.IsCompleted);

    /// <summary>Starts the sources and fixes the zero time; batches are then made by <see cref="Follow"/> or step by step.</summary>
    public void Start(SavedContext? saved)
    {
        _receivers.Start(_time);
        var zero = saved?.ZeroTicks ?? Settings.ZeroTicks ?? ZeroTicks();
        _generator = new JobGenerator(_receivers, _graph, _scheduler.Submit, Checkpointer, zero, Settings.BatchInterval)
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
            _thread = new Thread(FollowData) { IsBackground = true, Name = "LinqStream batches" };
            _thread.Start();
            return;
        }

        _timer = BatchTimer.For(_time);
        _timer.Start(new DateTimeOffset(Generator.LastTicks + Settings.BatchInterval.Ticks, TimeSpan.Zero), Settings.BatchInterval, OnTick, Fail);
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

        while (Generator.LastTicks < end && _ended == 0)
        {
            Step();
        }

        CloseWindows();
    }

    /// <summary>Makes the batch that closes the windows of event time, if there are any.</summary>
    public void CloseWindows()
    {
        if (_graph.HasEventWindows && _ended == 0)
        {
            Generator.GenerateBatch(Generator.LastTicks + Settings.BatchInterval.Ticks, isFlush: true);
        }
    }

    /// <summary>Stops as asked and waits for the end; safe from any thread, and to call again.</summary>
    public async Task StopAsync(StopMode mode, CancellationToken cancellation)
    {
        if (_scheduler.IsJobThread)
        {
            // Called from an output: the batch that it belongs to has to end first.
            _ = Task.Run(() => Stop(mode), CancellationToken.None);
            return;
        }

        await Task.Run(() => Stop(mode), CancellationToken.None).WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>What a restart needs, as of the last completed batch.</summary>
    public SavedContext Save() => new(Generator.ZeroTicks, Generator.LastTicks, _graph.Save());

    /// <summary>Ends the run: tells the outputs, once.</summary>
    public void End(Exception? failure)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        _isStopping = true;
        failure = Quietly(_receivers.Stop, failure);
        foreach (var output in _graph.Outputs)
        {
            failure = Quietly(() => output.Template.Output.Complete(failure), failure);
        }

        if (failure is null)
        {
            _completion.TrySetResult();
        }
        else
        {
            _completion.TrySetException(failure);
        }
    }

    public void Dispose()
    {
        _isStopping = true;
        _timer?.Dispose();
        _cancellation.Cancel();
        _scheduler.Dispose();
        _thread?.Join();
        _workers.Dispose();
        _cancellation.Dispose();
    }

    private long ZeroTicks()
    {
        var interval = Settings.BatchInterval.Ticks;
        var first = _receivers.Inputs.All(input => input.IsBounded)
            ? _receivers.Inputs.Select(input => input.FirstTime).OfType<DateTimeOffset>().DefaultIfEmpty().Min()
            : default;
        if (first == default)
        {
            return BatchTimer.FirstBatchTime(_time.GetUtcNow(), Settings.BatchInterval).UtcTicks - interval;
        }

        // The first row's batch is (T - interval, T] with T a multiple of the interval, so a row at T is in it.
        var sinceEpoch = first.UtcTicks - DateTime.UnixEpoch.Ticks - 1;
        var remainder = ((sinceEpoch % interval) + interval) % interval;
        return DateTime.UnixEpoch.Ticks + sinceEpoch - remainder;
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
                    break;
                }
            }

            if (!_isStopping)
            {
                _scheduler.Drain();
                End(null);
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void OnTick(DateTimeOffset time)
    {
        lock (_generating)
        {
            if (_isStopping)
            {
                return;
            }

            Generator.GenerateBatch(time.UtcTicks);
            if (!InputsHaveEnded)
            {
                return;
            }

            _isStopping = true;
            _timer!.Stop();
            Flush();
        }

        // Waiting for the last batches would hold up whoever moves the clock.
        _ = Task.Run(() =>
        {
            _scheduler.Drain();
            End(null);
        });
    }

    private void Stop(StopMode mode)
    {
        var wasStopping = _isStopping;
        _isStopping = true;
        _timer?.Stop();
        lock (_generating)
        {
            if (!wasStopping && mode == StopMode.Drain && _ended == 0)
            {
                DrainInputs();
            }
        }

        if (mode == StopMode.Abort)
        {
            _cancellation.Cancel();
            _scheduler.Abort();
        }

        _thread?.Join();
        _scheduler.Drain();
        End(null);
    }

    // What had been received when the sources were stopped is still computed.
    private void DrainInputs()
    {
        _receivers.Stop();
        _thread?.Join();
        do
        {
            Step();
        }
        while (!InputsHaveEnded && _ended == 0);
    }

    private void OnBatchCompleted(JobSet jobs)
    {
        CompletedBatches++;
        _receivers.ForgetBefore(jobs.Batch.Time);
        Checkpointer.Checkpoint(jobs.Batch.Id, jobs.Batch.Time, CheckpointMoment.Completed);
        Settings.OnBatchCompleted?.Invoke(jobs);
    }

    private void Fail(Exception failure)
    {
        // What was allocated before the failure has been submitted; it still counts.
        _scheduler.Drain();
        End(failure);
    }

    private static Exception? Quietly(Action action, Exception? failure)
    {
        try
        {
            action();
            return failure;
        }
        catch (Exception exception)
        {
            return failure ?? exception;
        }
    }
}
