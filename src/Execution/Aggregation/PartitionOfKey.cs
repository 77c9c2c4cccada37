using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Says which partition owns a key: its key group's, by the hash that is the same in every process.</summary>
internal sealed class PartitionOfKey<TKey>(KeyCodecs codecs, int partitions)
{
    private readonly StableHasher<TKey>? _hash = partitions == 1 || typeof(TKey) == typeof(ValueTuple) ? null : StableHash.For<TKey>(codecs);

    /// <summary>The number of partitions. Rows without a key are all of one.</summary>
    public int Count { get; } = typeof(TKey) == typeof(ValueTuple) ? 1 : partitions;

    /// <summary>The partition of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(TKey key) => _hash is null ? 0 : KeyGroups.PartitionOf(KeyGroups.Of(HashOf(key)), Count);

    // The commonest keys without a call.
    private ulong HashOf(TKey key) =>
        typeof(TKey) == typeof(int) ? StableHash.Mix((ulong)Unsafe.BitCast<TKey, int>(key))
        : typeof(TKey) == typeof(long) ? StableHash.Mix(Unsafe.BitCast<TKey, ulong>(key))
        : _hash!(key);
}
