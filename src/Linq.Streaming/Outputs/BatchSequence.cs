using System.Threading.Channels;

namespace Linq.Streaming;

/// <summary>What an output receives as a sequence for one consumer, with a bounded number of batches between the two.</summary>
internal sealed class BatchSequence<T> : IAsyncEnumerable<T>
{
    /// <summary>How many batches wait for the consumer before the query does. Enough to bridge a pause, few enough to hold in memory.</summary>
    public const int Capacity = 16;

    private readonly Channel<Batch<T>> _batches = Channel.CreateBounded<Batch<T>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    private int _enumerated;

    /// <summary>Adds a batch as soon as there is room. A batch that nobody can read any more is dropped.</summary>
    public async ValueTask WriteAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        while (await _batches.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_batches.Writer.TryWrite(batch))
                return;
        }
    }

    public void Complete(Exception? failure) => _batches.Writer.TryComplete(failure);

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _enumerated, 1) == 0
            ? new BatchSequenceEnumerator<T>(_batches, cancellationToken)
            : throw new InvalidOperationException(
                "The sequence of a stream query has one consumer and is already being read. Call ToAsyncEnumerable once for each consumer.");
}
