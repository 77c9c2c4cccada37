namespace Linq.Streaming;

/// <summary>Is told what a running query does.</summary>
/// <remarks>
/// Called on a thread of its own, one call at a time, in the order in which things happened; it does not hold up batches. When it is more than 10,000 events behind, those that come are dropped and counted
/// (<see cref="ExitReport.DroppedEvents"/>). What it throws is logged, and nothing else comes of it. The last call is <see cref="OnStopped"/>.
/// </remarks>
public interface IStreamListener
{
    /// <summary>Batches are being made.</summary>
    /// <param name="context">The context; only to be read from.</param>
    void OnStarted(StreamContext context)
    {
    }

    /// <summary>A batch has its input and waits for its turn.</summary>
    void OnBatchSubmitted(BatchInfo batch)
    {
    }

    /// <summary>It is a batch's turn.</summary>
    void OnBatchStarted(BatchInfo batch)
    {
    }

    /// <summary>An output has been served, or has failed, in a batch.</summary>
    /// <param name="batch">The batch, as far as it has come.</param>
    /// <param name="output">The output.</param>
    /// <param name="failure">What it threw; null where it has been served.</param>
    void OnOutputCompleted(BatchInfo batch, OutputInfo output, Exception? failure)
    {
    }

    /// <summary>A batch has ended: completed, skipped or failed.</summary>
    void OnBatchCompleted(BatchInfo batch)
    {
    }

    /// <summary>A receiver has started, failed, is started again, or has ended.</summary>
    /// <param name="source">The name of its source.</param>
    /// <param name="status">How it stands now.</param>
    void OnReceiverChanged(string source, ReceiverStatus status)
    {
    }

    /// <summary>The query has ended.</summary>
    void OnStopped(ExitReport report)
    {
    }
}
