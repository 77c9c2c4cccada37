using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>A task has failed as often as it may: where, and why.</summary>
internal sealed class TaskFailedException(StageTemplate stage, int partition, int operatorId, Exception reason)
    : Exception($"Stage {stage.Name}, partition {partition}: {reason.Message}", reason)
{
    public StageTemplate Stage => stage;

    /// <summary>The number of the stream whose function failed, or -1 where it is unknown.</summary>
    public int OperatorId => operatorId;
}
