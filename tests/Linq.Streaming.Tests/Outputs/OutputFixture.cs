using Linq.Streaming.Tests.Capture;

namespace Linq.Streaming.Tests.Outputs;

/// <summary>A stream with one output, to which the test gives batches by hand.</summary>
internal sealed class OutputFixture<T>
{
    private readonly CapturingProvider _provider = new();
    private long _batches;

    public OutputFixture() => Source = _provider.Source<T>();

    public IStreamQueryable<T> Source { get; }

    public BatchOutput<T> Output => _provider.Output<T>();

    /// <summary>Gives the next batch: the first is at one second after the epoch, and they are a second apart.</summary>
    public Task Give(params T[] elements) => Give(CancellationToken.None, elements);

    public Task Give(CancellationToken cancellationToken, params T[] elements)
    {
        _batches++;
        var batch = new Batch<T>(elements, DateTimeOffset.UnixEpoch.AddSeconds(_batches), _batches, null);
        return Output.OnBatch(batch, cancellationToken).AsTask();
    }

    public void End(Exception? failure = null) => Output.Complete(failure);
}
