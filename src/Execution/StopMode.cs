namespace Linq.Streaming;

/// <summary>How a context stops.</summary>
public enum StopMode
{
    /// <summary>Sources stop; what they had received is computed and delivered. Windows of batch time that end later are dropped.</summary>
    Drain,

    /// <summary>Batches that have been made are computed and delivered; what was received after them is dropped.</summary>
    AfterBatch,

    /// <summary>The batch that is being computed ends as soon as its output heeds its cancellation token; everything else is dropped.</summary>
    Abort,
}
