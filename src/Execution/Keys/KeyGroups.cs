namespace Linq.Streaming.Execution.Keys;

/// <summary>Key groups: the unit in which keys are given to partitions and keyed state is stored and moved.</summary>
/// <remarks>
/// A key's group never changes; which partition owns a group depends on the number of partitions alone. A partition owns a run
/// of neighbouring groups, and any two partitions own equally many, give or take one.
/// </remarks>
internal static class KeyGroups
{
    /// <summary>How many there are; so also the largest number of partitions that keyed state can be spread over.</summary>
    public const int Count = 128;

    /// <summary>The group of a key: the top seven bits of its stable hash.</summary>
    public static int Of(ulong stableHash) => (int)(stableHash >> 57);

    /// <summary>The partition, from 0, that owns a group when there are <paramref name="partitions"/> of them, 1 to <see cref="Count"/>.</summary>
    public static int PartitionOf(int keyGroup, int partitions) => keyGroup * partitions / Count;
}
