namespace Linq.Streaming;

/// <summary>A source that receives: a loop of the user's that gets elements from somewhere and hands them over. See <see cref="StreamContext.FromReceiver"/>.</summary>
/// <typeparam name="T">The type of one element.</typeparam>
public abstract class StreamReceiver<T>
{
    /// <summary>Receives until there is nothing more.</summary>
    /// <param name="receiver">Where elements go.</param>
    /// <param name="cancellationToken">Cancelled when the context stops.</param>
    /// <returns>A task whose end is the end of the source. If it fails, the receiver is started again after a while, as its <see cref="ReceiverOptions"/> say.</returns>
    /// <remarks>
    /// Called on a thread of the pool, and never twice at once. <b>Reliable</b> is a receiver that acknowledges to where its elements come from only after
    /// <see cref="ReceiverContext{T}.StoreAsync"/> has returned, and is given again what it has not acknowledged. One that uses <see cref="ReceiverContext{T}.AddAsync"/> is unreliable: what has been added and
    /// is in no durable block is lost with the process.
    /// </remarks>
    public abstract Task ReceiveAsync(ReceiverContext<T> receiver, CancellationToken cancellationToken);
}
