namespace Linq.Streaming;

/// <summary>What can be made of sinks.</summary>
public static class StreamSinks
{
    /// <summary>A sink that gives the rows which <paramref name="sink"/> refuses to <paramref name="letters"/>, each with the reason, in place of failing the batch.</summary>
    /// <param name="sink">Where rows go.</param>
    /// <param name="letters">Where rows go that it refuses; they commit with the batch. A failure of this one fails the batch.</param>
    /// <remarks>
    /// A batch that fails is tried again in halves, until the rows at fault are alone: <paramref name="sink"/> has to take a batch several times, with other rows each time, as <see cref="IStreamSink{T}.PrepareAsync"/>
    /// says. Where it refuses also a batch of no rows it is the sink that is at fault, and the batch fails.
    /// </remarks>
    public static IStreamSink<T> WithDeadLetters<T>(this IStreamSink<T> sink, IStreamSink<DeadLetter<T>> letters)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(letters);
        return new DeadLetterSink<T>(sink, letters);
    }
}
