namespace Linq.Streaming.Execution.Checkpointing;

/// <summary>Keeps what a restart needs. Called twice a batch: when its jobs have been submitted, and when it has completed.</summary>
internal interface ICheckpointer
{
    void Checkpoint(long batchId, DateTimeOffset batchTime, CheckpointMoment moment);
}

/// <summary>Which of its two moments a batch has reached.</summary>
internal enum CheckpointMoment
{
    /// <summary>Its jobs have been submitted; they may not have started.</summary>
    Submitted,

    /// <summary>Its outputs have been delivered and its state is final.</summary>
    Completed,
}
