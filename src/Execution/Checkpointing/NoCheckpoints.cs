using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Checkpointing;

/// <summary>For contexts that do not recover.</summary>
internal class NoCheckpoints : ICheckpointer
{
    public virtual void Allocated(BatchContext batch)
    {
    }

    public virtual void Checkpoint(long batchId, DateTimeOffset batchTime, CheckpointMoment moment)
    {
    }

    public virtual void Computed(BatchContext batch)
    {
    }

    public virtual void AwaitInput(BatchContext batch)
    {
    }

    public virtual void Commit(BatchContext batch, IEnumerable<string> sinks)
    {
    }

    public virtual void Done(BatchContext batch)
    {
    }

    public virtual void Skip(BatchContext batch)
    {
    }

    public virtual void Ended()
    {
    }
}
