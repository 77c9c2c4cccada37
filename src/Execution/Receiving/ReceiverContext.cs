using Linq.Streaming.Execution.Receiving;

namespace Linq.Streaming;

/// <summary>Where a receiver hands over what it has received. Thread-safe.</summary>
public sealed class ReceiverContext<T>
{
    private readonly BlockGenerator<T> _blocks;
    private readonly MalformedInputs _malformed;

    internal ReceiverContext(BlockGenerator<T> blocks, MalformedInputs malformed) => (_blocks, _malformed) = (blocks, malformed);

    /// <summary>The name of the source.</summary>
    public string SourceName => _malformed.Source;

    /// <summary>How many elements have been handed over, from the query's first start on; with a checkpoint directory over all runs, without those that were lost.</summary>
    /// <remarks>Where elements come from something that is read by number, a receiver that stores, and goes on from here when it is started, gets each of them once.</remarks>
    public long Received => _blocks.Received;

    /// <summary>Adds one element to the block that is being filled. Elements of one caller keep their order.</summary>
    /// <returns>Ends when there is room and the rate allows it: mostly at once. It does not wait for the block to be durable.</returns>
    /// <exception cref="OperationCanceledException">The source has been stopped; the element was not taken.</exception>
    public ValueTask AddAsync(T element, CancellationToken cancellationToken = default) => _blocks.AddAsync(element, cancellationToken);

    /// <summary>Hands over elements as a block of their own, which goes to one batch as a whole.</summary>
    /// <returns>Ends when the block will not be lost any more: with a checkpoint directory when it is durable, without one when a batch can take it. Only then may it be acknowledged.</returns>
    /// <param name="elements">Copied. None is a block of none, and ends at once.</param>
    /// <param name="cancellationToken">Ends the wait. Whether the block is stored is not known then.</param>
    /// <exception cref="OperationCanceledException">The source has been stopped; whether the block is stored is not known.</exception>
    /// <exception cref="StreamQueryException">LS5007, LS5008: the block could not be stored. The run ends.</exception>
    public ValueTask StoreAsync(IReadOnlyCollection<T> elements, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return elements.Count == 0 ? default : _blocks.StoreAsync([.. elements], cancellationToken);
    }

    /// <summary>Applies the source's <see cref="MalformedPolicy"/> to input that is no element, and counts it. Returns if the receiver is to go on without it.</summary>
    /// <param name="position">Where it stands, in words of the receiver.</param>
    /// <param name="reason">Why it is no element.</param>
    /// <param name="content">The input, or as much of it as is worth keeping.</param>
    /// <exception cref="StreamQueryException">LS4006: the policy is to fail. Let through, it ends the source; a receiver is not started again after it.</exception>
    public void Malformed(string position, string reason, string content) => _malformed.Handle(position, reason, content);
}
