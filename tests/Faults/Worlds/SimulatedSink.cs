using System.Globalization;
using Linq.Streaming;

namespace Faults.Worlds;

/// <summary>A sink as its contract asks for, which also watches that the contract is kept towards it.</summary>
internal sealed class SimulatedSink<T>(ISinkTarget target, Memory memory, string output) : IStreamSink<T>
{
    public string Guarantee => "Once: nothing is seen before it is committed.";

    public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken) => new(target.Open(context.Epoch));

    public ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        var text = string.Join('\n', batch.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row}")).Order(StringComparer.Ordinal));
        memory.Give(output, batch.Id, text);
        if (target.HasCommitted(batch.Id))
        {
            memory.Contradict($"batch {batch.Id} of {output} is computed again after its commit");
        }

        target.Prepare(batch.Id, text);
        return ValueTask.CompletedTask;
    }

    public ValueTask CommitAsync(long batchId, CancellationToken cancellationToken)
    {
        if (!memory.HasGiven(output, batchId))
        {
            memory.Contradict($"batch {batchId} of {output} is committed, and was never prepared");
        }

        target.Commit(batchId);
        return ValueTask.CompletedTask;
    }

    public ValueTask AbortAsync(long batchId, CancellationToken cancellationToken)
    {
        target.Abort(batchId);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
