using Linq.Streaming;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>Fails before or after a step of the sink inside, as a process that ends there would.</summary>
internal sealed class CrashingSink<T>(IStreamSink<T> inner, Func<bool> crashes) : IStreamSink<T>
{
    public string Guarantee => inner.Guarantee;

    public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken) => inner.OpenAsync(context, cancellationToken);

    public ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken) => AroundAsync(() => inner.PrepareAsync(batch, cancellationToken));

    public ValueTask CommitAsync(long batchId, CancellationToken cancellationToken) => AroundAsync(() => inner.CommitAsync(batchId, cancellationToken));

    public ValueTask AbortAsync(long batchId, CancellationToken cancellationToken) => inner.AbortAsync(batchId, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask AroundAsync(Func<ValueTask> step)
    {
        Crash();
        await step();
        Crash();
    }

    private void Crash()
    {
        if (crashes())
            throw new InvalidOperationException("a crash on purpose");
    }
}
