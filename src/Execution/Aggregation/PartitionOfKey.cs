using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Says which partition owns a key: its key group's, by the hash that is the same in every process.</summary>
internal sealed class PartitionOfKey<TKey>(KeyCodecs codecs, int partitions)
{
    private readonly StableHasher<TKey>? _hash = partitions == 1 || typeof(TKey) == typeof(ValueTuple) ? null : StableHash.For<TKey>(codecs);

    /// <summary>The number of partitions. Rows without a key are all of one.</summary>
    public int Count { get; } = typeof(TKey) == typeof(ValueTuple) ? 1 : partitions;

    public int Of(TKey key) => _hash is null ? 0 : KeyGroups.PartitionOf(KeyGroups.Of(_hash(key)), Count);
}
