using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>Elements that are logged, acknowledged and given to a batch together.</summary>
/// <param name="Rows">The elements, which nobody changes any more.</param>
/// <param name="Position">How many elements the source had received before.</param>
internal sealed record ReceivedBlock<T>(Block<T> Rows, long Position)
{
    /// <summary>What its elements take in memory, as far as that is known.</summary>
    public long Bytes { get; init; }

    public long End => Position + Rows.Count;
}
