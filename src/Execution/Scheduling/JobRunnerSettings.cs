using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>What a <see cref="JobRunner"/> works with.</summary>
/// <param name="Checkpointer">Keeps what a restart needs.</param>
/// <param name="Policy">What happens with a batch that fails.</param>
/// <param name="Time">The clock that delays follow.</param>
/// <param name="Report">Puts together what is known of a batch whose state is final; null where nobody asks.</param>
/// <param name="OnCompleted">Is told of every batch that has completed, with its report.</param>
/// <param name="OnSkipped">Is told of every batch that has been left out.</param>
internal sealed record JobRunnerSettings(
    ICheckpointer Checkpointer,
    BatchFailurePolicy Policy,
    TimeProvider Time,
    Func<JobSet, BatchInfo?> Report,
    Action<JobSet, BatchInfo?> OnCompleted,
    Action<BatchContext, StreamQueryException> OnSkipped);
