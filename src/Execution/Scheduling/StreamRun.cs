using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Checkpointing.Recovery;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Observation;
using Linq.Streaming.Execution.Rates;
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
    private readonly SinkSet _sinks;
    private readonly RateController? _rates;
    private readonly BatchReporter _reporter;
    private readonly StreamMetrics _metrics;
    private readonly BatchEvents _events;
    private readonly Queue<RecoveredInput> _pending = [];

    // Never disposed: a stop may come at any time, and without a timer of its own it holds nothing.
    private readonly CancellationTokenSource _cancellation = new();
    private JobGenerator? _generator;
    private BatchTimer? _timer;
    private MissedBatches? _missed;
    private WindowBoundaries? _boundaries;
    private ExitReason _reason = ExitReason.Completed;
    private Thread? _thread;
    private int _stopRequests;
    private bool _hasFlushed;
    private volatile bool _isStopping;

    public StreamRun(GraphRuntime graph, RunSettings settings)
    {
        _graph = graph;
        _rates = settings.RateControl is { } control ? new RateController(control, settings.BatchInterval) : null;
        _receivers = new ReceiverTracker(settings.Inputs, _rates);
        _reporter = new BatchReporter(graph);
        var tally = new RunTally(settings.Inputs);
        _metrics = new StreamMetrics(settings.Query, settings.Inputs, tally, LimitOf);
        var bus = new ListenerBus(settings.Listeners, _ownCode, settings.Log, settings.MaxPendingBatches == 0);
        _events = new BatchEvents(_reporter, bus, _metrics, tally, settings.Query, settings.OnBatchCompleted is not null);
        _workers = new WorkerPool(settings.Parallelism - 1);
        Settings = settings;
        var tasks = new TaskSettings(settings.Parameters, settings.MaxTaskAttempts, settings.RowsForThreads, _workers, settings.OnRetry);
        var runner = new JobRunner(
            graph,
            tasks,
            new JobRunnerSettings(
                settings.Durable ?? settings.Checkpointer, settings.Policy, settings.TimeProvider, OnBatchCompleted, settings.OnSkipped, _events),
            _cancellation.Token);

        Func<JobSet, Action> compute = runner.Compute;

        // Syncs and sinks take their time, which the next batch need not wait for.
        var hasOutputThread = !settings.Policy.SkipsBatch && (settings.Durable is not null || graph.Outputs.Any(output => output.SinkName is not null));
        _scheduler = new JobScheduler(
            jobs =>
            {
                var finish = _ownCode.Call(compute, jobs);
                return () => _ownCode.Call(finish);
            },
            End,
            settings.MaxPendingBatches,
            hasOutputThread,
            settings.MaxPendingBatches == 0 && !settings.HoldsBack ? null : new AheadSettings(jobs => _ownCode.Call(() => runner.RunAhead(jobs)), settings.RowsForThreads, settings.HoldsBack));
        _sinks = new SinkSet(graph.Outputs, new Retries(settings.Policy, settings.TimeProvider));
        _end = new RunEnd(graph, _receivers, settings.Completion, _ownCode, OnEnded, LetGo);
    }

    public RunSettings Settings { get; }

    public GraphRuntime Graph => _graph;

    public ReceiverTracker Receivers => _receivers;

    public JobGenerator Generator => _generator!;

    /// <summary>Ends, without failure, when the run has ended and its threads with it.</summary>
    public Task Released => _end.Released;

    /// <summary>How each source stands.</summary>
    public IReadOnlyList<SourceStatus> Sources =>
    [
        .. _receivers.Inputs.Select(input => new SourceStatus(
            input.Name, input.Source.Kind, _events.Tally.CommittedOf(input.Name), input.Lag, input.DroppedCount, input.MalformedCount, LimitOf(input), input.LimitReason, input.HasEnded) { Receiver = input.Receiver }),
    ];

    /// <summary>Whether nothing is left to be given to batches.</summary>
    public bool InputsHaveEnded => _receivers.Inputs.All(input => input.IsCompleted);

    // Aborted or failed: batches that are made would not be run.
    private bool IsOver => _end.HasCome || _scheduler.IsAborted;

    /// <summary>Starts the sources and fixes the zero time; batches are then made by <see cref="Follow"/> or step by step.</summary>
    public void Start()
    {
        var recovery = Settings.Durable?.Recovery;
        Settings.Durable?.Secure();
        TellPosition(recovery);
        _receivers.Start(Settings.TimeProvider);
        Seek(recovery);
        var zero = Settings.Durable?.ZeroTicks ?? Settings.ZeroTicks ?? ZeroTime.Of(_receivers.Inputs, Settings.BatchInterval, Settings.TimeProvider);
        Settings.Durable?.Begin(zero, Settings.BatchInterval);
        _sinks.Open(Settings.Durable, _cancellation.Token);
        _generator = new JobGenerator(_receivers, _graph, Submit, Settings.Durable ?? Settings.Checkpointer, zero, Settings.BatchInterval)
        {
            Time = Settings.TimeProvider,
            LastTicks = recovery?.CommittedInput?.Record.Ticks ?? zero,
        };
        _hasFlushed = recovery?.CommittedInput?.Record.IsFlush ?? false;
        foreach (var pending in recovery?.Pending ?? [])
        {
            Settings.Durable!.Replay(pending);
            _pending.Enqueue(pending);
        }

        _reporter.Start();
        foreach (var input in _receivers.Inputs)
        {
            input.OnChanged = (source, status) => _events.Bus.Tell(listener => listener.OnReceiverChanged(source.Name, status));
            input.Begin();
        }
    }

    /// <summary>Tells listeners that batches are being made.</summary>
    public void TellStarted(StreamContext context) => _events.Bus.Tell(listener => listener.OnStarted(context));

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

        _missed = MissedBatches.Of(Settings, _graph, Generator, _pending.LastOrDefault()?.Record.Ticks ?? Generator.LastTicks);
        _timer = BatchTimer.For(Settings.TimeProvider);
        _timer.Start(new DateTimeOffset(_missed.NextTicks, TimeSpan.Zero), Settings.BatchInterval, time => _ownCode.Call(() => OnTick(time)), FailOnTick);
    }

    /// <summary>Makes the next batch on the caller's thread: first those that an earlier run had begun.</summary>
    public void Step()
    {
        if (_pending.TryDequeue(out var begun))
        {
            _hasFlushed |= begun.Record.IsFlush;
            Generator.GenerateAgain(begun);
        }
        else
        {
            Generator.GenerateBatch(Generator.LastTicks + Settings.BatchInterval.Ticks);
        }
    }

    /// <summary>How many batches that an earlier run had begun are still to be made.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>Computes the batch that is held back, if there is one.</summary>
    public void RunHeld() => _scheduler.RunHeld();

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
            _reason = ExitReason.Aborted;
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
        Settings.Durable?.Dispose();
        foreach (var input in _receivers.Inputs)
        {
            input.Release();
        }

        _events.Bus.Join();
        _metrics.Dispose();
    }

    /// <summary>Makes batches as long as the sources have something, and brings the run to its end; by steps too.</summary>
    public void FollowData()
    {
        try
        {
            while (!_isStopping && !IsOver)
            {
                // A first batch is made also of nothing.
                if (_pending.Count > 0 || !InputsHaveEnded || Generator.LastTicks == Generator.ZeroTicks)
                {
                    Step();
                }

                if (_pending.Count == 0 && InputsHaveEnded)
                {
                    Complete();
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

        while (_pending.Count > 0 && !IsOver)
        {
            Step();
        }

        while (_missed!.Ticks.TryDequeue(out var missed) && !IsOver)
        {
            Generator.GenerateBatch(missed);
        }

        // Batches that an earlier run had begun may be left. A new one would be recorded behind them, and have their input.
        if (IsOver)
        {
            return;
        }

        if (IsCoalesced(time))
        {
            return;
        }

        Generator.GenerateBatch(time.UtcTicks);
        if (InputsHaveEnded)
        {
            _timer!.Stop();
            Flush();

            FinishAfterTick(null, isComplete: true);
        }
    }

    // The next batch takes what this one would have had.
    private bool IsCoalesced(DateTimeOffset time) =>
        Settings.Overload == OverloadPolicy.Coalesce && _scheduler.PendingCount > 0
        && !(_boundaries ??= WindowBoundaries.Of(_graph.Graph)).Contains(time.UtcTicks - Generator.ZeroTicks);

    private void Submit(JobSet jobs)
    {
        jobs.Progress?.OnSubmitted();
        _events.OnSubmitted(jobs);
        _scheduler.Submit(jobs);
    }

    private long? LimitOf(StreamInput input) => input.LimitReason == LimitReason.Unlimited ? null : input.MaxRows;

    private void OnEnded(Exception? failure)
    {
        var report = _events.Tally.Report(failure is null ? _reason : ExitReason.Failed, _events.Bus.Dropped, failure);
        Settings.OnEnded?.Invoke(report);
        _events.Bus.TellLast(listener => listener.OnStopped(report));
    }

    private void FailOnTick(Exception failure)
    {
        _isStopping = true;
        FinishAfterTick(failure);
    }

    // Not in the tick: waiting for the last batches would hold up whoever moves the clock.
    private void FinishAfterTick(Exception? failure, bool isComplete = false) => _ = Task.Run(() => Finish(isComplete ? RunEnd.Quietly(Complete, failure) : failure));

    private void Stop(StopMode mode)
    {
        _isStopping = true;
        _timer?.Stop();
        _thread?.Join();
        _reason = mode switch { _ when _scheduler.IsAborted => ExitReason.Aborted, StopMode.Drain => ExitReason.Drained, _ => ExitReason.Stopped };
        Finish(mode == StopMode.Drain ? DrainInputs() : null);
    }

    // What had been received when the sources were stopped is still computed.
    private Exception? DrainInputs()
    {
        var failure = RunEnd.Quietly(_receivers.Stop, null);
        _receivers.LiftLimits();
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

    private void OnBatchCompleted(JobSet jobs, BatchInfo? report)
    {
        Measure(jobs);
        _receivers.ForgetBefore(jobs.Batch.Time);
        Settings.Checkpointer.Checkpoint(jobs.Batch.Id, jobs.Batch.Time, CheckpointMoment.Completed);
        if (report is not null)
        {
            Settings.OnBatchCompleted?.Invoke(report);
        }
    }

    private void Measure(JobSet jobs)
    {
        if (_rates is null || jobs.Progress is not { } progress)
        {
            return;
        }

        var (rows, limit) = (0L, 0L);
        foreach (var input in jobs.Inputs)
        {
            rows += input.Limit is null ? 0 : input.Count;
            limit += input.Limit ?? 0;
        }

        var now = Settings.TimeProvider.GetElapsedTime(0).TotalMilliseconds;
        _rates.Completed(new MeasuredBatch(now, rows, limit, progress.Longest.TotalMilliseconds, progress.SchedulingDelay.TotalMilliseconds));
    }

    // Everything has been read: what is open is closed, and the query is over for good.
    private void Complete()
    {
        if (Settings.Durable is not { HasEnded: true } && !_hasFlushed)
        {
            Flush();
        }

        _scheduler.Drain();
        if (!IsOver && !_isStopping)
        {
            (Settings.Durable ?? Settings.Checkpointer).Ended();
        }
    }

    // Producers have to know where to go on before they begin.
    private void TellPosition(QueryRecovery? recovery)
    {
        foreach (var input in _receivers.Inputs.Where(input => Settings.Durable is not null && input.Recovery == InputRecovery.Logged))
        {
            var last = recovery?.Pending.Count > 0 ? recovery.Pending[^1] : recovery?.CommittedInput;
            input.OnLogged(last?.Of(input)?.Until ?? StreamOffsets.Of(0));
        }
    }

    private void Seek(QueryRecovery? recovery)
    {
        foreach (var input in _receivers.Inputs)
        {
            if (recovery?.CommittedInput?.Of(input) is { } recorded)
            {
                input.Seek(recorded.Until);
                if (recorded.HasEnded)
                {
                    input.SeekEnd();
                }
            }
        }
    }

    // No batch follows; what has been submitted still counts.
    private void Finish(Exception? failure)
    {
        _scheduler.Drain();
        End(failure);
    }
}
