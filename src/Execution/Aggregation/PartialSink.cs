using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Partial accumulators of one partition's rows, by key.</summary>
internal sealed class PartialSink<TKey, TAccumulator>(PartitionOfKey<TKey> partitions) : StageSink
{
    private readonly EntryRun<TKey, TAccumulator>[] _runs =
        [.. Enumerable.Range(0, partitions.Count).Select(_ => new EntryRun<TKey, TAccumulator>())];

    /// <summary>The accumulators; generated code updates them in place.</summary>
    public readonly KeyedTable<TKey, TAccumulator> Table = new();

    /// <summary>The entries for partition <paramref name="partition"/>, once the table has been cut.</summary>
    public EntryRun<TKey, TAccumulator> RunFor(int partition) => _runs[partition];

    /// <summary>Gives each entry to the partition that owns its key.</summary>
    public void Cut()
    {
        for (var position = 0; position < Table.Count; position++)
        {
            ref var slot = ref Table.Slots[Table.SlotAt(position)];
            _runs[partitions.Of(slot.Key)].Add(ref slot);
        }
    }

    public override void Reset()
    {
        Table.Clear();
        foreach (var run in _runs)
        {
            run.Clear();
        }
    }
}
