namespace Linq.Streaming.Execution.Checkpointing;

/// <summary>For contexts that do not recover.</summary>
internal sealed class NoCheckpoints : ICheckpointer
{
    public void Checkpoint(long batchId, DateTimeOffset batchTime, CheckpointMoment moment)
    {
    }
}
