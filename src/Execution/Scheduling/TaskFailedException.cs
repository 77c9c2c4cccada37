namespace Linq.Streaming.Execution.Scheduling;

/// <summary>A task has failed as often as it may: where, and why.</summary>
internal sealed class TaskFailedException(string stage, int partition, int operatorId, Exception reason)
    : Exception($"Stage {stage}, partition {partition}: {reason.Message}", reason)
{
    public string Stage => stage;

    /// <summary>The number of the stream whose function failed.</summary>
    public int OperatorId => operatorId;
}
