namespace Linq.Streaming;

/// <summary>A sink that gives rows which another refuses to a third, so that one bad row does not hold up a query.</summary>
/// <remarks>
/// A batch that fails to prepare is prepared again in halves until the rows at fault are alone; then the others are prepared together. That takes about
/// <c>2 · bad · log2(rows / bad)</c> attempts, and the whole batch is tried once more first, so that what fails now and then costs no row. Where the sink refuses a batch of no rows too, the
/// fault is the sink's: then the failure comes through, and nothing is a dead letter.
/// </remarks>
internal sealed class DeadLetterSink<T>(IStreamSink<T> sink, IStreamSink<DeadLetter<T>> letters) : IStreamSink<T>
{
    public string Guarantee => $"{sink.Guarantee} Rows that it refuses go elsewhere: {letters.Guarantee}";

    public async ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken)
    {
        var last = await sink.OpenAsync(context, cancellationToken).ConfigureAwait(false);
        var lastLetters = await letters.OpenAsync(context with { Output = context.Output + "-dead-letters" }, cancellationToken).ConfigureAwait(false);
        return last is null || lastLetters is null ? last ?? lastLetters : Math.Max(last.Value, lastLetters.Value);
    }

    public async ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        var dead = await TryPrepareAsync(batch, cancellationToken).ConfigureAwait(false) is null
            ? []
            : await SortOutAsync(batch, cancellationToken).ConfigureAwait(false);
        await letters.PrepareAsync(new Batch<DeadLetter<T>>([.. dead], batch.Time, batch.Id, window: null), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CommitAsync(long batchId, CancellationToken cancellationToken)
    {
        await letters.CommitAsync(batchId, cancellationToken).ConfigureAwait(false);
        await sink.CommitAsync(batchId, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask AbortAsync(long batchId, CancellationToken cancellationToken)
    {
        await letters.AbortAsync(batchId, cancellationToken).ConfigureAwait(false);
        await sink.AbortAsync(batchId, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await sink.DisposeAsync().ConfigureAwait(false);
        await letters.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<List<DeadLetter<T>>> SortOutAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        await sink.PrepareAsync(Part(batch, []), cancellationToken).ConfigureAwait(false);
        var (good, dead) = (new List<T>(batch.Count), new List<DeadLetter<T>>());
        var parts = new Stack<ArraySegment<T>>([batch.ToArray()]);
        while (parts.TryPop(out var rows))
        {
            if (await TryPrepareAsync(Part(batch, rows), cancellationToken).ConfigureAwait(false) is not { } failure)
            {
                good.AddRange(rows);
            }
            else if (rows.Count == 1)
            {
                dead.Add(new DeadLetter<T>(batch.Id, batch.Time, rows[0], failure.Message));
            }
            else
            {
                // The first half is taken next, so that the rows stay in order.
                parts.Push(rows[(rows.Count / 2)..]);
                parts.Push(rows[..(rows.Count / 2)]);
            }
        }

        // What was prepared last is one part of the batch.
        await sink.PrepareAsync(Part(batch, good.ToArray()), cancellationToken).ConfigureAwait(false);
        return dead;
    }

    private async Task<Exception?> TryPrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        try
        {
            await sink.PrepareAsync(batch, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or StreamFencedException))
        {
            return failure;
        }
    }

    private static Batch<T> Part(Batch<T> batch, ArraySegment<T> rows) => new(rows.Count == 0 ? ArraySegment<T>.Empty : rows, batch.Time, batch.Id, batch.Window, batch.Watermark);
}
