using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>What a task has left for a stream beside its rows.</summary>
internal readonly record struct StageObservation(StreamExpander Reader, SourcePartition Source, long Result)
{
    public void Tell(BatchContext batch) => Reader.Observe(batch, Source, Result);
}
