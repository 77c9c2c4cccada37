namespace Linq.Streaming;

/// <summary>What happens when a batch fails: in a stage after its task has been tried as often as it may, in an output, or while a sink prepares.</summary>
/// <remarks>
/// A batch whose record has been written has happened: from then on only the commit of its sinks is tried again, and a sink that goes on failing ends the run, which commits it
/// after the next start. A checkpoint that cannot be written ends the run at once.
/// </remarks>
public sealed record BatchFailurePolicy
{
    private BatchFailurePolicy()
    {
    }

    /// <summary>The run ends with the failure; with a checkpoint directory the batch runs again after the next start. The default.</summary>
    public static BatchFailurePolicy Fail { get; } = new();

    /// <summary>How often a failed batch is tried again.</summary>
    public int Retries { get; private init; }

    /// <summary>How long it waits before the first time; each time about twice as long, up to a minute.</summary>
    public TimeSpan FirstDelay { get; private init; }

    /// <summary>Whether a batch that goes on failing is left out.</summary>
    public bool SkipsBatch { get; private init; }

    /// <summary>The batch is tried again, and then the run ends.</summary>
    /// <param name="times">How often; at least 1.</param>
    /// <param name="firstDelay">How long it waits before the first time; the default is 100 ms. Half of each delay is random, so that many do not come back at once.</param>
    public static BatchFailurePolicy Retry(int times, TimeSpan? firstDelay = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var delay = firstDelay ?? TimeSpan.FromMilliseconds(100);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero, nameof(firstDelay));
        return new BatchFailurePolicy { Retries = times, FirstDelay = delay };
    }

    /// <summary>A batch that fails is left out: its input is passed over, state and watermark stay as they were before it, and a warning says so.</summary>
    /// <remarks>Outputs that had seen it before it failed see it no more, and sinks drop what they had prepared. The next batch is computed only when the outputs of this one are done.</remarks>
    public static BatchFailurePolicy Skip { get; } = new() { SkipsBatch = true };

    /// <summary>As this, but a batch that goes on failing is left out.</summary>
    public BatchFailurePolicy ThenSkip() => this with { SkipsBatch = true };
}
