using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Inputs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>What a run is given.</summary>
internal sealed record RunSettings
{
    public required TimeSpan BatchInterval { get; init; }

    public required IReadOnlyList<StreamInput> Inputs { get; init; }

    /// <summary>The captured values, by number.</summary>
    public required object?[] Parameters { get; init; }

    public required int Parallelism { get; init; }

    public required int MaxTaskAttempts { get; init; }

    /// <summary>How many batches may wait for their turn; 0 runs each on the thread that makes it.</summary>
    public required int MaxPendingBatches { get; init; }

    /// <summary>See <see cref="StreamOptions.HoldsBack"/>.</summary>
    public bool HoldsBack { get; init; }

    public required long RowsForThreads { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required Action<BatchContext, string, int, int, Exception> OnRetry { get; init; }

    public ICheckpointer Checkpointer { get; init; } = new NoCheckpoints();

    /// <summary>What keeps the query in a directory, opened; null where nothing does.</summary>
    public DurableCheckpointer? Durable { get; init; }

    /// <summary>What becomes of batches that were due while nothing ran.</summary>
    public DowntimePolicy Downtime { get; init; }

    /// <summary>The zero time, where it does not follow from the clock or the data.</summary>
    public long? ZeroTicks { get; init; }

    /// <summary>Ends with the run: normally, or with the first failure.</summary>
    public TaskCompletionSource Completion { get; init; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What happens with a batch that fails.</summary>
    public BatchFailurePolicy Policy { get; init; } = BatchFailurePolicy.Fail;

    /// <summary>The name of the query, in metrics and traces.</summary>
    public string Query { get; init; } = "query";

    /// <summary>Who is told what happens, on a thread of their own.</summary>
    public IReadOnlyList<IStreamListener> Listeners { get; init; } = [];

    /// <summary>How much sources may give; null for no limit.</summary>
    public RateControl? RateControl { get; init; }

    /// <summary>What happens when batches fall behind.</summary>
    public OverloadPolicy Overload { get; init; }

    /// <summary>Where failures of listeners are noted.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Is told how the run has ended, before anyone who waits for the end.</summary>
    public Action<ExitReport>? OnEnded { get; init; }

    /// <summary>Is told of every batch that has completed, on the thread that served its outputs; null where nobody asks.</summary>
    public Action<BatchInfo>? OnBatchCompleted { get; init; }

    /// <summary>Is told of every batch that has been left out.</summary>
    public Action<BatchContext, StreamQueryException> OnSkipped { get; init; } = static (_, _) => { };
}
