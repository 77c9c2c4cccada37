using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Observation;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>What a <see cref="JobRunner"/> works with.</summary>
/// <param name="Checkpointer">Keeps what a restart needs.</param>
/// <param name="Policy">What happens with a batch that fails.</param>
/// <param name="Time">The clock that delays follow.</param>
/// <param name="OnCompleted">Is told of every batch that has completed, with its report.</param>
/// <param name="OnSkipped">Is told of every batch that has been left out.</param>
/// <param name="Events">Are told everything; null for nobody.</param>
internal sealed record JobRunnerSettings(
    ICheckpointer Checkpointer,
    BatchFailurePolicy Policy,
    TimeProvider Time,
    Action<JobSet, BatchInfo?> OnCompleted,
    Action<BatchContext, StreamQueryException> OnSkipped,
    BatchEvents? Events = null);
