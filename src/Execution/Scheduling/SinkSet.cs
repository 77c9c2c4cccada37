using Linq.Streaming.Execution.Checkpointing;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>The outputs that have a sink, and how they are brought to where the checkpoint stands.</summary>
/// <param name="outputs">All outputs.</param>
/// <param name="retries">How often a sink is asked again.</param>
internal sealed class SinkSet(IReadOnlyList<OutputOperation> outputs, Retries retries)
{
    /// <summary>Opens all sinks. Batches that have happened are committed, those that have not are dropped.</summary>
    /// <exception cref="StreamQueryException">LS5010: a sink has batches that the checkpoint does not know. LS5013: a sink failed.</exception>
    public void Open(DurableCheckpointer? durable, CancellationToken cancellation)
    {
        var (query, epoch) = durable is null ? (Guid.NewGuid(), 1) : (durable.QueryId, durable.Epoch);
        foreach (var output in outputs)
        {
            if (output.SinkName is not { } name)
            {
                continue;
            }

            var last = output.Open(new StreamSinkContext(query, name, epoch), cancellation);
            if (durable is null)
            {
                continue;
            }

            if (last > durable.Recovery.Committed)
            {
                throw new StreamQueryException(StreamErrors.SinkAheadOfCheckpoint(name, last.Value, durable.Recovery.Committed, durable.Directory));
            }

            foreach (var (batch, sinks) in durable.NotDone)
            {
                if (sinks.Contains(name))
                {
                    retries.Call(() => output.Commit(batch, cancellation), cancellation);
                }
            }

            retries.Call(() => output.Abort(durable.Recovery.Committed + 1, cancellation), cancellation);
        }
    }
}
