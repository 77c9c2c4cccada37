using System.Threading.Channels;

namespace Linq.Streaming;

/// <summary>Reads a channel of batches element by element.</summary>
/// <remarks>Not an async iterator: the producer must be released also when the enumerator is disposed before its first move.</remarks>
internal sealed class BatchSequenceEnumerator<T>(Channel<Batch<T>> batches, CancellationToken cancellationToken) : IAsyncEnumerator<T>
{
    private Batch<T>? _batch;
    private int _index = -1;

    public T Current => _batch![_index];

    public ValueTask<bool> MoveNextAsync() =>
        ++_index < (_batch?.Count ?? 0) ? new ValueTask<bool>(true) : MoveToNextBatchAsync();

    public ValueTask DisposeAsync()
    {
        // Completing first: nothing can be written behind the last read.
        batches.Writer.TryComplete();
        while (batches.Reader.TryRead(out _))
        {
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask<bool> MoveToNextBatchAsync()
    {
        while (await batches.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // Empty batches have nothing to stop at.
            while (batches.Reader.TryRead(out var batch))
            {
                if (batch.Count == 0)
                    continue;
                (_batch, _index) = (batch, 0);
                return true;
            }
        }

        return false;
    }
}
