using Linq.Streaming;

namespace Faults.SinkErrors;

/// <summary>A sink that fails at each of five points with a chance that comes from a seed: it may have had its effect, a part of it, or none.</summary>
internal sealed class FlakySink<T>(IStreamSink<T> inner, ErrorCounts errors) : IStreamSink<T>
{
    public string Guarantee => inner.Guarantee;

    public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken) => inner.OpenAsync(context, cancellationToken);

    public async ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        errors.Strike(ErrorPoint.BeforePrepare);
        if (errors.IsStruck(ErrorPoint.DuringPrepare))
        {
            await PrepareInPartAsync(batch, cancellationToken);
            throw new FlakyException(ErrorPoint.DuringPrepare);
        }

        await inner.PrepareAsync(batch, cancellationToken);
        errors.Strike(ErrorPoint.AfterPrepare);
    }

    public async ValueTask CommitAsync(long batchId, CancellationToken cancellationToken)
    {
        errors.Strike(ErrorPoint.BeforeCommit);
        await inner.CommitAsync(batchId, cancellationToken);
        errors.Strike(ErrorPoint.AfterCommit);
    }

    public ValueTask AbortAsync(long batchId, CancellationToken cancellationToken) => inner.AbortAsync(batchId, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    // Some of the rows are taken, or the call is cancelled somewhere on its way.
    private async Task PrepareInPartAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (errors.Next(2) == 0)
        {
            T[] part = [.. batch.Take(errors.Next(batch.Count + 1))];
            batch = new Batch<T>(part, batch.Time, batch.Id, batch.Window, batch.Watermark);
        }
        else
        {
            cancellation.CancelAfter(TimeSpan.FromMicroseconds(errors.Next(3000)));
        }

        try
        {
            await inner.PrepareAsync(batch, cancellation.Token);
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FlakyException(ErrorPoint.DuringPrepare, failure);
        }
    }
}
