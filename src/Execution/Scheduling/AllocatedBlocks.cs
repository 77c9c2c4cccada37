using Linq.Streaming.Execution.Inputs;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>What each source contributes to one batch.</summary>
internal sealed class AllocatedBlocks(DateTimeOffset batchTime, IReadOnlyDictionary<int, InputBlocks> bySource)
{
    public DateTimeOffset BatchTime => batchTime;

    /// <summary>The number of elements over all sources.</summary>
    public long Count { get; } = bySource.Values.Sum(blocks => blocks.Count);

    /// <summary>The blocks of the source with this number; null where it has no RDD at the batch.</summary>
    public InputBlocks? this[int sourceId] => bySource.GetValueOrDefault(sourceId);
}
