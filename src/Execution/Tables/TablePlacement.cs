using System.Numerics;
using System.Security.Cryptography;

namespace Linq.Streaming.Execution.Tables;

/// <summary>Where keys go in a <see cref="KeyedTable{TKey,TValue}"/>: how full it may be, and by which multiplier hash codes are spread.</summary>
/// <remarks>
/// A key's home is the upper bits of hash code times an odd multiplier. The golden ratio is the first choice, since it lays keys that
/// count up, the commonest, side by side without a collision (Knuth, TAOCP 3, section 6.4). When keys crowd all the same, by an unlucky pattern
/// or by an attacker's design, the table takes a random multiplier, with which any two keys meet about as seldom as by chance
/// (Dietzfelbinger, Hagerup, Katajainen, Penttonen 1997).
/// </remarks>
internal static class TablePlacement
{
    /// <summary>2^64 divided by the golden ratio.</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A probe longer than this, which chance alone hardly ever makes, asks for another multiplier.</summary>
    public const int LongestProbe = 128;

    private const int SmallestCapacity = 16;

    /// <summary>In larger tables another multiplier is not tried for a crowd alone.</summary>
    private const int LargestTriedAgain = 65_536;

    /// <summary>How many slots a table for <paramref name="entries"/> has: a power of two.</summary>
    public static int SlotsFor(int entries)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(SmallestCapacity, checked(entries * 2)));
        return EntriesFor(slots) < entries ? slots * 2 : slots;
    }

    /// <summary>How many entries a table of <paramref name="slots"/> takes. Always leaves free ones, at which a search ends.</summary>
    public static int EntriesFor(int slots) => slots / 2;

    /// <summary>Up to this many bytes slots hold their entries; beyond, where most look-ups would wait for memory, a table is dense.</summary>
    public const long LargestSparse = 2 << 20;

    /// <summary>How many buckets a dense table for <paramref name="entries"/> needs at least; up to three quarters of them are used.</summary>
    public static long BucketsFor(int entries) => ((long)entries * 4 / 3) + 1;

    /// <summary>How many entries a dense table of <paramref name="buckets"/> takes. Always leaves free ones, at which a search ends.</summary>
    public static int EntriesOfBuckets(int buckets) => (int)((long)buckets * 3 / 4);

    /// <summary>Whether entries lie further from home than a random multiplier would put them; not asked of large tables, where another try is dear.</summary>
    public static bool IsCrowded(long displaced, int entries, int slots) =>
        slots <= LargestTriedAgain && displaced > 8 + (entries / 2);

    public static ulong RandomMultiplier()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes) | 1;
    }
}
