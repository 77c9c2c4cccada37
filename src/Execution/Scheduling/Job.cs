using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Rdds;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>One output operation in one batch.</summary>
internal sealed record Job(OutputOperation Output, Rdd Rdd, BatchContext Batch);

/// <summary>All jobs of a batch, with what is known of its input. A batch may have none.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Jobs">Its jobs, in the order in which outputs were registered.</param>
/// <param name="Retained">RDDs that later batches will read, of which some output of this batch may have no need.</param>
/// <param name="Inputs">For each source that has data at the batch, what it gave.</param>
internal sealed record JobSet(BatchContext Batch, IReadOnlyList<Job> Jobs, IReadOnlyList<Rdd> Retained, IReadOnlyList<SourceInfo> Inputs)
{
    /// <summary>When it came how far; null where nobody measures.</summary>
    public BatchProgress? Progress { get; init; }

    /// <summary>What is computed before its turn; null where nothing is.</summary>
    public AheadStages? Ahead { get; init; }
}
