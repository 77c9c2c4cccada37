using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Linq.Streaming;

/// <summary>How a <see cref="StreamContext"/> runs. Read once, when the context is made.</summary>
public sealed record StreamOptions
{
    private KeyCodecs _codecs = KeyCodecs.None;

    /// <summary>How long one batch is; more than zero. The slide of every source, and the unit of windows over batch time.</summary>
    public required TimeSpan BatchInterval { get; init; }

    /// <summary>The number of partitions that keys are spread over, and the most that a batch's input is cut into; 1 to 128. The default is the number of processors.</summary>
    /// <remarks>Results do not depend on it, except for the order of rows after grouping.</remarks>
    public int Parallelism { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 128);

    /// <summary>Where the query keeps what it needs to go on after its process has ended, in whatever way; null, the default, keeps nothing.</summary>
    /// <remarks>
    /// <para>
    /// <see cref="StreamContext.Start()"/> makes the directory (mode 0700) for a query that is new, and goes on from it otherwise: build the same sources, queries and outputs, and start.
    /// One process at a time uses it. Everything durable is in it: inputs of batches, state, and which batches have happened.
    /// </para>
    /// <para>What users keep in state has to have bytes; docs/state-types.md says which types do. A trust boundary: who can write to the directory can change what the query computes.</para>
    /// </remarks>
    public string? CheckpointDirectory { get; init; }

    /// <summary>Whether a start may drop state and source positions that do not fit the query any more; false by default, so that such a start is refused (LS5005).</summary>
    public bool AllowDroppedState { get; init; }

    /// <summary>What becomes of the batches that were due while the query was not running; only where batch times follow the clock. The default is <see cref="DowntimePolicy.RunMissed"/>.</summary>
    public DowntimePolicy Downtime { get; init; }

    /// <summary>The clock that makes batches. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where warnings go, such as tasks that are tried again. The default drops them.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>How often a task is tried before its batch fails; at least 1. The default is 4.</summary>
    public int MaxTaskAttempts { get; init; } = 4;

    /// <summary>What happens with a batch that fails. The default ends the run.</summary>
    public BatchFailurePolicy OnBatchFailure { get; init; } = BatchFailurePolicy.Fail;

    /// <summary>How many batches may wait for the one that is being computed; at least 1. The default is 16. When as many wait, the next is made later; none is left out. Of arrays and lists none waits: each is computed on the thread that makes it.</summary>
    public int MaxPendingBatches { get; init; } = 16;

    /// <summary>What happens at a batch time when the batch before still waits for its turn. The default is <see cref="OverloadPolicy.Queue"/>.</summary>
    public OverloadPolicy Overload { get; init; }

    /// <summary>Limits what sources give to batches by what the query has been able to take; only where batch times follow the clock. Null, the default, limits nothing: then a batch takes all that has come, up to the bounds of its sources.</summary>
    public RateControl? RateControl { get; init; }

    /// <summary>What the query is called in metrics, traces and logs. The default is <c>query</c>.</summary>
    public string Name { get; init; } = "query";

    /// <summary>Who is told what the query does. The default is nobody.</summary>
    public IReadOnlyList<IStreamListener> Listeners { get; init; } = [];

    /// <summary>Whether <see cref="StreamContext.RunAsync"/> stops on SIGTERM and SIGINT (Ctrl+C): the first drains, within <see cref="StopTimeout"/>; a second aborts. The default is true.</summary>
    /// <remarks>The process is not ended by such a signal then, but by what comes after <see cref="StreamContext.RunAsync"/>.</remarks>
    public bool StopsOnSignals { get; init; } = true;

    /// <summary>How long a drain that a signal has begun may take before it becomes an abort; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>. The default is 30 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether plans are optimised. The default is true; without it results are the same and slower, which helps to find out whether a rule is at fault.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Whether stages are compiled from C#, with their text and symbols, so that a debugger can step through a query. The default is false.</summary>
    /// <remarks>
    /// Results are the same, and stack traces have lines of the generated code; <see cref="ExplainLevel.Code"/> prints about the same text. <see cref="StreamContext.Start()"/>
    /// takes about a second more, stages run without optimisation, and their code stays in memory until the process ends. A stage that cannot be compiled so
    /// is compiled as without the option, and a warning says why. It needs a runtime that can load code.
    /// </remarks>
    public bool DebugStages { get; init; }

    internal KeyCodecs Codecs => _codecs;

    /// <summary>Cut inputs into exactly <see cref="Parallelism"/> partitions, however few rows there are.</summary>
    internal bool ExactPartitions { get; init; }

    /// <summary>Run each batch on the thread that makes it, and make none but by steps.</summary>
    internal bool IsStepped { get; init; }

    /// <summary>Beside <see cref="IsStepped"/>: compute each batch only when what may run ahead of the next has run.</summary>
    internal bool HoldsBack { get; init; }

    /// <summary>Call every function as a delegate of its own and make every row: the slow plan that fused loops are compared with.</summary>
    internal bool IsUnfused { get; init; }

    /// <summary>Fail where a stage cannot be compiled from C#, rather than warn.</summary>
    internal bool RequiresDebugStages { get; init; }

    /// <summary>What does all durable I/O.</summary>
    internal IDurableFileSystem FileSystem { get; init; } = new NativeFileSystem();

    /// <summary>See <see cref="Execution.Checkpointing.Recovery.CheckpointSettings.LeastSnapshot"/>.</summary>
    internal long LeastSnapshot { get; init; } = 4 << 20;

    /// <summary>See <see cref="Execution.Checkpointing.Recovery.CheckpointSettings.IsUnfenced"/>.</summary>
    internal bool IsUnfenced { get; init; }

    /// <summary>The zero time, where it is not to follow from the clock or the data.</summary>
    internal DateTimeOffset? ZeroTime { get; init; }

    /// <summary>These options, and <paramref name="codec"/> for keys of type <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentException">There is a codec for the type already.</exception>
    public StreamOptions WithKeyCodec<T>(IKeyCodec<T> codec) => this with { _codecs = _codecs.Add(codec) };

    internal StreamOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(BatchInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Parallelism, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parallelism, KeyGroups.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTaskAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingBatches, 1);
        if (CheckpointDirectory is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(CheckpointDirectory);
        }

        if (!Enum.IsDefined(Downtime))
        {
            throw new ArgumentOutOfRangeException(nameof(Downtime), Downtime, "The value is not one of DowntimePolicy's.");
        }

        if (!Enum.IsDefined(Overload))
        {
            throw new ArgumentOutOfRangeException(nameof(Overload), Overload, "The value is not one of OverloadPolicy's.");
        }

        if (StopTimeout <= TimeSpan.Zero && StopTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(StopTimeout), StopTimeout, "A timeout is more than zero, or infinite.");
        }

        RateControl?.Checked();
        ArgumentException.ThrowIfNullOrWhiteSpace(Name);
        ArgumentNullException.ThrowIfNull(Listeners);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(OnBatchFailure);
        ArgumentNullException.ThrowIfNull(LoggerFactory);
        return this;
    }
}
