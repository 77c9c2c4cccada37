using Linq.Streaming.Execution.Inputs;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>What each source contributes to one batch.</summary>
/// <param name="batchTime">The time of the batch.</param>
/// <param name="bySource">The blocks of each source that has an RDD at the batch, by the source's number.</param>
/// <param name="ended">The numbers of the sources that will give no more after this batch.</param>
internal sealed class AllocatedBlocks(DateTimeOffset batchTime, IReadOnlyDictionary<int, InputBlocks> bySource, IReadOnlySet<int>? ended = null)
{
    public DateTimeOffset BatchTime => batchTime;

    /// <summary>The number of elements over all sources.</summary>
    public long Count { get; } = bySource.Values.Sum(blocks => blocks.Count);

    /// <summary>How many sources have an RDD at the batch.</summary>
    public int SourceCount => bySource.Count;

    /// <summary>Whether the source with this number will give no more after this batch.</summary>
    public bool HasEnded(int sourceId) => ended?.Contains(sourceId) == true;

    /// <summary>The blocks of the source with this number; null where it has no RDD at the batch.</summary>
    public InputBlocks? this[int sourceId] => bySource.GetValueOrDefault(sourceId);
}
