namespace Linq.Streaming;

/// <summary>How a source stands at a moment.</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Kind">The operator that made it, such as <c>FromChannel</c>.</param>
/// <param name="Count">How many elements it has given to batches in this run.</param>
/// <param name="Lag">How many wait; null where it cannot tell.</param>
/// <param name="Dropped">Elements dropped by its overflow policy.</param>
/// <param name="Malformed">Pieces of input that were no rows and have been left out.</param>
/// <param name="Limit">The most elements that it may give to the next batch; null where rate control does not limit it.</param>
/// <param name="LimitReason">Why that is the limit.</param>
/// <param name="HasEnded">Whether it will give nothing more.</param>
public sealed record SourceStatus(string Name, string Kind, long Count, long? Lag, long Dropped, long Malformed, long? Limit, LimitReason LimitReason, bool HasEnded)
{
    /// <summary>How its receiver stands; null for a source without one.</summary>
    public ReceiverStatus? Receiver { get; init; }
}
