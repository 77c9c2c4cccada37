using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Checkpointing;

/// <summary>For contexts that do not recover.</summary>
internal sealed class NoCheckpoints : ICheckpointer
{
    public void Allocated(BatchContext batch)
    {
    }

    public void Checkpoint(long batchId, DateTimeOffset batchTime, CheckpointMoment moment)
    {
    }

    public void Computed(BatchContext batch)
    {
    }

    public void AwaitInput(BatchContext batch)
    {
    }

    public void Commit(BatchContext batch, IEnumerable<string> sinks)
    {
    }

    public void Done(BatchContext batch)
    {
    }

    public void Skip(BatchContext batch)
    {
    }

    public void Ended()
    {
    }
}
