namespace Linq.Streaming;

/// <summary>Where the rows of a query go, in two steps, so that all outputs of a batch happen together and once.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// <para>For each batch: <see cref="PrepareAsync"/> on every sink; then the context's own record, which decides; then <see cref="CommitAsync"/> on every sink.</para>
/// <code>
///   prepare(7)  --> record 7  --> commit(7)        the way it goes
///   prepare(7)  --x                                 after a restart: abort(7); batch 7 runs again with the same input, prepare(7)
///   prepare(7)  --> record 7  --x                   after a restart: commit(7), in a process that did not prepare it
///   prepare(7)  --> record 7  --> commit(7)  --x    after a restart: commit(7) once more, which has to do nothing
/// </code>
/// <para>
/// So what <see cref="PrepareAsync"/> has taken must be found again by another process once it has returned, and nobody who reads the target may see it
/// before <see cref="CommitAsync"/>. Calls never overlap and come in the order of batches; ids may leave numbers out, also
/// those of batches that have happened: where a window does not slide, its output has no part in the batch. A context without a
/// <c>CheckpointDirectory</c> makes the same calls and never repeats one.
/// </para>
/// <para>An exception of <see cref="PrepareAsync"/> or <see cref="CommitAsync"/> fails the batch. Whether the call had its effect is then unknown, and it may come again.</para>
/// </remarks>
public interface IStreamSink<T> : IAsyncDisposable
{
    /// <summary>What a reader of the target can rely on, in one sentence: for plans, logs and documentation.</summary>
    string Guarantee { get; }

    /// <summary>Called once, before the first batch.</summary>
    /// <param name="context">Whose batches they are. A sink keeps what it has committed by <see cref="StreamSinkContext.QueryId"/> and <see cref="StreamSinkContext.Output"/>.</param>
    /// <param name="cancellationToken">Cancelled when the context is aborted.</param>
    /// <returns>The last batch that it has committed for them; null where there is none.</returns>
    /// <exception cref="StreamFencedException">A later epoch has taken over the query.</exception>
    ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken);

    /// <summary>Takes the rows of a batch so that they last, out of sight. What was prepared before for this batch, or for another that was not committed, is replaced.</summary>
    ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken);

    /// <summary>Makes the rows of a prepared batch visible. Does nothing where the batch has been committed.</summary>
    /// <exception cref="StreamFencedException">A later epoch has taken over the query; nothing was committed.</exception>
    ValueTask CommitAsync(long batchId, CancellationToken cancellationToken);

    /// <summary>Drops what was prepared for batches that are not committed, from <paramref name="batchId"/> on. There may be nothing.</summary>
    ValueTask AbortAsync(long batchId, CancellationToken cancellationToken);
}
