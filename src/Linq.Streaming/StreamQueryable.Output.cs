namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Calls <paramref name="action"/> with the elements of each batch. Spark's <c>foreachRDD</c>.</summary>
    /// <remarks>
    /// Registers an output. Calls come in batch order and never overlap. An exception fails the batch. A batch in which the stream
    /// exists and has no elements is given too, empty.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static void ForEachBatch<TSource>(this IStreamQueryable<TSource> source, Action<Batch<TSource>> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        AddOutput(source, nameof(ForEachBatch), (batch, _) =>
        {
            action(batch);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Calls <paramref name="action"/> with the elements of each batch and waits for its task. Spark's <c>foreachRDD</c>.</summary>
    /// <inheritdoc cref="ForEachBatch{TSource}(IStreamQueryable{TSource}, Action{Batch{TSource}})" path="/*[not(self::summary)]"/>
    public static void ForEachBatch<TSource>(this IStreamQueryable<TSource> source, Func<Batch<TSource>, Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        AddOutput(source, nameof(ForEachBatch), (batch, _) => new ValueTask(action(batch)));
    }

    /// <summary>
    /// Calls <paramref name="action"/> with the elements of each batch and waits for its task; the token is cancelled when the context
    /// is aborted. Spark's <c>foreachRDD</c>.
    /// </summary>
    /// <inheritdoc cref="ForEachBatch{TSource}(IStreamQueryable{TSource}, Action{Batch{TSource}})" path="/*[not(self::summary)]"/>
    public static void ForEachBatch<TSource>(
        this IStreamQueryable<TSource> source, Func<Batch<TSource>, CancellationToken, Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        AddOutput(source, nameof(ForEachBatch), (batch, token) => new ValueTask(action(batch, token)));
    }

    /// <summary>
    /// Writes the batch time and the first <paramref name="rows"/> elements of each batch, one a line, to <paramref name="writer"/>;
    /// "..." where there are more. Spark's <c>print</c>.
    /// </summary>
    /// <remarks>
    /// Registers an output. The default writer is the console's at the time of each batch. Elements are written in the invariant
    /// culture, null as "null". A batch is one write, so that several outputs to one writer do not mix inside a batch.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative.</exception>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static void Print<TSource>(this IStreamQueryable<TSource> source, int rows = 10, TextWriter? writer = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        AddOutput(source, nameof(Print), new BatchPrinter<TSource>(rows, writer).WriteAsync);
    }

    /// <summary>The elements as an observable that starts with the context, whoever has subscribed by then.</summary>
    /// <remarks>
    /// Registers an output. Observers subscribe and unsubscribe at any time from any thread; a late one gets what follows, and after
    /// the end only the end. <c>OnNext</c> calls come in batch order and never overlap; <c>OnCompleted</c> after a normal end, else
    /// <c>OnError</c> with the failure. An exception thrown by an observer fails the batch, after the other observers have got all of it.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static IObservable<TSource> ToObservable<TSource>(this IStreamQueryable<TSource> source)
    {
        var observable = new StreamObservable<TSource>();
        AddOutput(source, nameof(ToObservable), (batch, _) => observable.Publish(batch.AsSpan()), observable.Complete);
        return observable;
    }

    /// <summary>The batches as an observable that starts with the context, whoever has subscribed by then.</summary>
    /// <inheritdoc cref="ToObservable{TSource}" path="/*[not(self::summary)]"/>
    public static IObservable<Batch<TSource>> ToBatchObservable<TSource>(this IStreamQueryable<TSource> source)
    {
        var observable = new StreamObservable<Batch<TSource>>();
        AddOutput(source, nameof(ToBatchObservable), (batch, _) => observable.Publish([batch]), observable.Complete);
        return observable;
    }

    /// <summary>The elements as a sequence that one consumer reads at its own pace.</summary>
    /// <remarks>
    /// Registers an output at this call. At most 16 batches wait to be read: a consumer that falls behind further slows the query.
    /// The sequence ends when the context completes and throws the failure where it fails, each after the batches before.
    /// Disposing the enumerator early lets the query go on without the consumer. A second enumeration throws
    /// <see cref="InvalidOperationException"/>.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static IAsyncEnumerable<TSource> ToAsyncEnumerable<TSource>(this IStreamQueryable<TSource> source)
    {
        var sequence = new BatchSequence<TSource>();
        AddOutput(source, nameof(ToAsyncEnumerable), sequence.WriteAsync, sequence.Complete);
        return sequence;
    }

    /// <summary>Writes each batch to <paramref name="sink"/>, in two steps, so that all outputs of a batch happen together and once.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="sink">Where they go. The context opens it when it starts and disposes of it when it ends.</param>
    /// <param name="name">Identifies the output in the sink and in checkpoints; by default its place among the outputs.</param>
    /// <remarks>
    /// Registers an output. Empty batches are written too. With a <c>CheckpointDirectory</c> no batch is written twice and none is left out, however the
    /// process ends, as far as the sink keeps to <see cref="IStreamSink{T}"/>; see its <see cref="IStreamSink{T}.Guarantee"/>.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    public static void WriteTo<TSource>(this IStreamQueryable<TSource> source, IStreamSink<TSource> sink, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sink);
        source.Provider.AddOutput(new SinkOutput<TSource>(nameof(WriteTo), source.Expression, sink, name));
    }

    private static void AddOutput<TSource>(
        IStreamQueryable<TSource> source,
        string operation,
        Func<Batch<TSource>, CancellationToken, ValueTask> onBatch,
        Action<Exception?>? onCompleted = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.Provider.AddOutput(new BatchOutput<TSource>(operation, source.Expression, onBatch, onCompleted));
    }
}
