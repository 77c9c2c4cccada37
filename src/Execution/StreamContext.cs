using Linq.Streaming.Execution;
using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Checkpointing.Recovery;
using Linq.Streaming.Execution.Code;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning;
using Microsoft.Extensions.Logging;

namespace Linq.Streaming;

/// <summary>Where stream queries begin and run: sources are made from it, outputs register with it, and it makes a batch of every interval.</summary>
/// <remarks>
/// <para>
/// Build sources, queries and outputs, then call <see cref="Start()"/> once; from then on the graph is fixed. While every source is
/// bounded (a list, a file) batch times follow the data as fast as it is computed; else they follow the clock, on multiples of
/// the interval since 1970.
/// </para>
/// <para>Building is not thread-safe; <see cref="StopAsync(StopMode, CancellationToken)"/>, <see cref="Completion"/> and <see cref="DisposeAsync"/> are.</para>
/// </remarks>
public sealed partial class StreamContext : IAsyncDisposable
{
    // Below this a partition's work is over before another thread has begun.
    private const int RowsForThreads = 4096;

    private readonly StreamOptions _options;
    private readonly ContextProvider _provider;
    private readonly List<StreamInput> _inputs = [];
    private readonly List<StreamOutput> _outputs = [];
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _log;
    private StreamRun? _run;
    private string _state = "being built";

    /// <summary>Makes a context with default options.</summary>
    /// <param name="batchInterval">How long one batch is; more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is zero or negative.</exception>
    public StreamContext(TimeSpan batchInterval)
        : this(new StreamOptions { BatchInterval = batchInterval })
    {
    }

    /// <summary>Makes a context.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public StreamContext(StreamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Checked();
        _provider = new ContextProvider(this);
        _log = _options.LoggerFactory.CreateLogger("LinqStream");
    }

    /// <summary>Ends when all bounded sources have been read and computed, or when the context has been stopped; faults with the first failure.</summary>
    /// <remarks>One task for the life of the context, also before the start. After a failure in a batch it faults with a <see cref="StreamQueryException"/> that names the batch, the stage and the operator.</remarks>
    public Task Completion => _completion.Task;

    /// <summary>Is told of each batch that has completed: its input, watermarks, state and late elements.</summary>
    /// <remarks>
    /// Called on the thread that serves outputs, after them, in batch order; the outputs of the next batch wait for it. An exception fails the run with
    /// LS3002. Add handlers before the start.
    /// </remarks>
    public event Action<BatchInfo>? BatchCompleted;

    /// <summary>What the start found in the checkpoint directory, and what became of it; null before the start, and without a directory.</summary>
    public RecoveryReport? Recovery { get; private set; }

    /// <summary>How each source stands now, in the order in which they were made; empty before the start. Thread-safe.</summary>
    public IReadOnlyList<SourceStatus> Sources => _run?.Sources ?? [];

    /// <summary>How the run has ended, and what has been committed; null before its end. It is there when <see cref="Completion"/> has ended.</summary>
    public ExitReport? Exit { get; private set; }

    /// <summary>The running side; for the test kit, which steps it.</summary>
    internal StreamRun Run => _run!;

    internal StreamOptions Options => _options;

    /// <summary>Checks and plans the queries, reads captured values, compiles every stage and starts the sources. Returns once batches are being made.</summary>
    /// <exception cref="StreamQueryException">
    /// LS2002: it has been started before, or is disposed. LS2001: there is no output. Otherwise what the planner refuses, all of it together.
    /// </exception>
    public void Start()
    {
        if (_state != "being built")
        {
            throw new StreamQueryException(StreamErrors.AlreadyStarted(_state));
        }

        var runtime = Expand();
        runtime.Compile(_options.DebugStages ? stages => StageDebugging.Prepare(stages, runtime.Graph, OnFallback) : null);
        var durable = Open(runtime);
        var run = new StreamRun(runtime, RunSettings(CapturedValues.Read(runtime.Graph.Parameters), durable));
        _state = "started";
        try
        {
            run.Start();
            _run = run;
            run.TellStarted(this);
            if (!_options.IsStepped)
            {
                run.Follow();
            }
        }
        catch (Exception failure)
        {
            run.End(failure);
            run.Dispose();
            _state = "stopped after a failed start";
            throw;
        }
    }

    /// <summary>Says what a start would find in the checkpoint directory, and what would become of it. Nothing is started, and nothing is changed in the directory.</summary>
    /// <exception cref="StreamQueryException">What <see cref="Start()"/> would refuse, but for LS5005.</exception>
    /// <exception cref="InvalidOperationException">The context has no checkpoint directory.</exception>
    public RecoveryReport ExamineCheckpoint()
    {
        if (_options.CheckpointDirectory is null)
        {
            throw new InvalidOperationException($"The context has no {nameof(StreamOptions.CheckpointDirectory)}.");
        }

        using var durable = Checkpointer(Expand())!;
        return durable.Open(_options.BatchInterval);
    }

    /// <summary><see cref="Start()"/>, and then <see cref="Completion"/>. Cancellation drains: what has been received is still computed.</summary>
    /// <remarks>So does a signal to end, unless <see cref="StreamOptions.StopsOnSignals"/> is false. It returns when listeners have been told everything.</remarks>
    public async Task RunAsync(CancellationToken ct = default)
    {
        Start();
        using var signals = _options.StopsOnSignals ? new StopSignals(this) : null;
        await using var registration = ct.Register(() => _ = StopAsync(StopMode.Drain, CancellationToken.None)).ConfigureAwait(false);
        try
        {
            await Completion.ConfigureAwait(false);
        }
        finally
        {
            await _run!.Released.ConfigureAwait(false);
        }
    }

    /// <summary>Stops, and returns when the last batch has ended. A context that was not started stays as it is; calling again is harmless.</summary>
    /// <param name="mode">What happens with what has been received.</param>
    /// <param name="ct">Ends the wait, not the stop.</param>
    /// <remarks>
    /// From within an output it returns at once: that output's batch has to end first. A failure on the way is
    /// <see cref="Completion"/>'s. A reader of <see cref="StreamQueryable.ToAsyncEnumerable{TSource}"/> has to go on reading, or dispose
    /// its enumerator, while it waits: the last batches are delivered to it too.
    /// </remarks>
    public Task StopAsync(StopMode mode = StopMode.Drain, CancellationToken ct = default)
    {
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "The value is not one of StopMode's.");
        }

        return _run?.StopAsync(mode, ct) ?? Task.CompletedTask;
    }

    /// <summary>Drains, as <see cref="StopMode.Drain"/> does, but no longer than <paramref name="limit"/>: then it aborts.</summary>
    /// <param name="limit">More than zero, or <see cref="Timeout.InfiniteTimeSpan"/>; by the clock of the context.</param>
    /// <param name="ct">Ends the wait, not the stop.</param>
    public async Task StopAsync(TimeSpan limit, CancellationToken ct = default)
    {
        if (limit <= TimeSpan.Zero && limit != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is more than zero, or infinite.");
        }

        using var late = _options.TimeProvider.CreateTimer(_ => _ = StopAsync(StopMode.Abort, CancellationToken.None), null, limit, Timeout.InfiniteTimeSpan);
        await StopAsync(StopMode.Drain, ct).ConfigureAwait(false);
    }

    /// <summary>Plans every registered output and returns the plan as text; nothing runs.</summary>
    /// <exception cref="StreamQueryException">The planner refuses a query, or there is no output.</exception>
    public string Explain(ExplainLevel level = ExplainLevel.Optimized) => Explain(_outputs, level);

    /// <summary>Stops as <see cref="StopMode.Abort"/> does. Where the context was not started, its outputs and <see cref="Completion"/> end now.</summary>
    /// <remarks>Calling again is harmless. From within an output it returns at once, and the context ends after that output.</remarks>
    public async ValueTask DisposeAsync()
    {
        _state = "disposed";
        if (_run is { } run)
        {
            await run.StopAsync(StopMode.Abort, CancellationToken.None).ConfigureAwait(false);
        }
        else if (_completion.TrySetResult())
        {
            _outputs.ForEach(output => output.Complete(null));
        }
    }

    /// <summary>Plans every registered output, as <see cref="Start()"/> does, and makes its running side; nothing is compiled.</summary>
    internal GraphRuntime Expand() => new(new QueryPlanner(PlannerOptions()).Plan(_outputs), ExpansionContext());

    internal string Explain(IReadOnlyList<StreamOutput> outputs, ExplainLevel level) =>
        Execution.Explain.PlanExplainer.Explain(outputs, PlannerOptions(), ExpansionContext(), level);

    internal void AddOutput(StreamOutput output)
    {
        ThrowIfStarted($"Output {output.Operation}");
        if (output.Name is { } name && _outputs.Exists(other => other.Name == name))
        {
            throw new StreamQueryException(StreamErrors.DuplicateName("output", name));
        }

        _outputs.Add(output);
    }

    private void ThrowIfStarted(string what)
    {
        if (_state != "being built")
        {
            throw new StreamQueryException(StreamErrors.ChangedAfterStart(what));
        }
    }

    private PlannerOptions PlannerOptions() => new()
    {
        BatchInterval = _options.BatchInterval,
        Optimize = _options.Optimize,
        HasKeyCodec = _options.Codecs.Has,
        OwnsSource = source => _inputs.Exists(input => ReferenceEquals(input.Source, source)),
    };

    private ExpansionContext ExpansionContext() =>
        new(_options.Parallelism, RowsForThreads, _options.ExactPartitions, _options.Codecs, _options.IsUnfused ? StageMode.Unfused : StageMode.Fused);

    private void OnFallback(string stage, string reason)
    {
        if (_options.RequiresDebugStages)
        {
            throw new InvalidOperationException($"Stage {stage} cannot be compiled from C#: {reason}");
        }

        LogFallback(_log, stage, reason);
    }

    private DurableCheckpointer? Checkpointer(GraphRuntime runtime) => _options.CheckpointDirectory is not { } directory ? null : new DurableCheckpointer(
        new CheckpointSettings(_options.FileSystem, directory)
        {
            LeastSnapshot = _options.LeastSnapshot,
            IsUnfenced = _options.IsUnfenced,
            OnThread = _options.IsStepped ? null : work => ReceiverThread.Start("LinqStream log", work),
            InBackground = _options.IsStepped ? null : work => ReceiverThread.Start("LinqStream snapshot", work),
        },
        runtime.Expanders,
        _inputs,
        [.. runtime.Outputs.Select(output => output.SinkName).OfType<string>()],
        new ValueCodecs(_options.Codecs));

    // Nothing is lost without consent, and nothing is written before.
    private DurableCheckpointer? Open(GraphRuntime runtime)
    {
        if (Checkpointer(runtime) is not { } durable)
        {
            return null;
        }

        try
        {
            Recovery = durable.Open(_options.BatchInterval);
            var dropped = Recovery.Items.Where(item => item.Fate == RecoveryFate.Dropped).ToList();
            if (dropped.Count > 0 && !_options.AllowDroppedState)
            {
                throw new StreamQueryException(StreamErrors.StateWouldBeDropped(
                    durable.Directory, string.Join("; ", dropped.Select(item => $"{item.Id} ({item.Reason})"))));
            }

            LogRecovery(_log, durable.Directory, Recovery.LastBatch, Recovery.PendingBatches, Recovery.ToString());
            return durable;
        }
        catch
        {
            durable.Dispose();
            throw;
        }
    }

    private RunSettings RunSettings(object?[] parameters, DurableCheckpointer? durable) => new()
    {
        BatchInterval = _options.BatchInterval,
        Inputs = _inputs,
        Parameters = parameters,
        Parallelism = _options.Parallelism,
        MaxTaskAttempts = _options.MaxTaskAttempts,
        MaxPendingBatches = _options.IsStepped ? 0 : _options.MaxPendingBatches,
        HoldsBack = _options.HoldsBack,
        RowsForThreads = RowsForThreads,
        TimeProvider = _options.TimeProvider,
        ZeroTicks = _options.ZeroTime?.UtcTicks,
        OnRetry = LogRetry,
        Completion = _completion,
        Durable = durable,
        Downtime = _options.Downtime,
        Policy = _options.OnBatchFailure,
        Query = _options.Name,
        Listeners = _options.Listeners,
        RateControl = _options.RateControl,
        Overload = _options.Overload,
        Log = _log,
        OnEnded = report =>
        {
            Exit = report;
            LogEnded(_log, _options.Name, report.ToString());
        },
        OnBatchCompleted = BatchCompleted is null ? null : Tell,
        OnSkipped = (batch, failure) => LogSkipped(_log, batch.Id, batch.Time, failure),
    };

    private void Tell(BatchInfo batch)
    {
        try
        {
            BatchCompleted?.Invoke(batch);
        }
        catch (Exception exception)
        {
            throw new StreamQueryException(StreamErrors.OutputFailed(batch.Time, nameof(BatchCompleted), exception.Message), exception);
        }
    }

    private void LogRetry(BatchContext batch, string stage, int partition, int attempt, Exception reason) =>
        LogTaskRetried(_log, batch.Time, stage, partition, attempt, _options.MaxTaskAttempts, reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Query {Query} has ended. {Report}")]
    private static partial void LogEnded(ILogger logger, string query, string report);

    [LoggerMessage(Level = LogLevel.Error, Message = "Batch {Batch} at {BatchTime:O} has failed and is left out, with its input")]
    private static partial void LogSkipped(ILogger logger, long batch, DateTimeOffset batchTime, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Recovering from {Directory} after batch {Batch}; {Pending} batches run again. {Items}")]
    private static partial void LogRecovery(ILogger logger, string directory, long batch, int pending, string items);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stage {Stage} cannot be compiled from C# and is not seen by debuggers: {Reason}")]
    private static partial void LogFallback(ILogger logger, string stage, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Batch {BatchTime:O}, stage {Stage}, partition {Partition}: attempt {Attempt} of {MaxAttempts} failed and is repeated")]
    private static partial void LogTaskRetried(
        ILogger logger, DateTimeOffset batchTime, string stage, int partition, int attempt, int maxAttempts, Exception reason);
}
