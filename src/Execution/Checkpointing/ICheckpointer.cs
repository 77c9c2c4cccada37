using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Checkpointing;

/// <summary>Keeps what a restart needs. A batch goes through the methods in this order; one that was skipped ends with <see cref="Skip"/>.</summary>
internal interface ICheckpointer
{
    /// <summary>The batch has its input. Called by the thread that makes batches, before the batch is submitted.</summary>
    void Allocated(BatchContext batch);

    /// <summary>Twice a batch: when its jobs have been submitted, and when it has completed.</summary>
    void Checkpoint(long batchId, DateTimeOffset batchTime, CheckpointMoment moment);

    /// <summary>The batch has been computed, and the next one has not begun: now its changes can be told from others.</summary>
    void Computed(BatchContext batch);

    /// <summary>Returns when the input of the batch is durable, so that its outputs may be seen: it will be computed again from the same input.</summary>
    void AwaitInput(BatchContext batch);

    /// <summary>Every sink has prepared: records that the batch has happened, durably. This decides.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="sinks">The outputs whose sinks have: those that had something to do in the batch, and so the only ones that a restart may ask to commit it.</param>
    void Commit(BatchContext batch, IEnumerable<string> sinks);

    /// <summary>Every sink has committed, and the state is final.</summary>
    void Done(BatchContext batch);

    /// <summary>The batch is given up: records it, durably. Its input is passed over, and the state is as before.</summary>
    void Skip(BatchContext batch);

    /// <summary>Everything has been read and computed.</summary>
    void Ended();
}

/// <summary>Which of its two moments a batch has reached.</summary>
internal enum CheckpointMoment
{
    /// <summary>Its jobs have been submitted; they may not have started.</summary>
    Submitted,

    /// <summary>Its outputs have been delivered and its state is final.</summary>
    Completed,
}
