namespace Linq.Streaming;

/// <summary>What happens at a batch time when the batch before still waits for its turn. It matters only where batch times follow the clock.</summary>
public enum OverloadPolicy
{
    /// <summary>The batch is made and waits too, up to <see cref="StreamOptions.MaxPendingBatches"/>; then the next is made later. Every batch time has its batch. The default.</summary>
    Queue,

    /// <summary>
    /// No batch is made unless a window of batch time ends there: the next one takes all that has come since, so that what a batch costs by itself is paid once. Batch times that are
    /// left out have no batch, and their numbers are missing.
    /// </summary>
    Coalesce,
}
