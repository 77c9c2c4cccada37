namespace Linq.Streaming;

/// <summary>What a source gave to a batch.</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Count">The number of elements.</param>
public sealed record SourceInfo(string Name, long Count)
{
    /// <summary>How many elements were known to wait behind the batch; null where the source cannot tell.</summary>
    public long? Lag { get; init; }

    /// <summary>Elements dropped by its overflow policy, since the start.</summary>
    public long Dropped { get; init; }

    /// <summary>Pieces of input that were no rows and have been left out, since the start.</summary>
    public long Malformed { get; init; }

    /// <summary>The most elements that it was to give to the batch; null where rate control did not limit it.</summary>
    public long? Limit { get; init; }

    /// <summary>Why that was the limit.</summary>
    public LimitReason LimitReason { get; init; }
}
