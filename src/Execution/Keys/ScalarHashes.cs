using System.Numerics;

namespace Linq.Streaming.Execution.Keys;

/// <summary>The hashers of the types that have no members: one line a type.</summary>
/// <remarks>An integer hashes alike whatever its width, so that widening a key leaves its state where it is.</remarks>
internal static class ScalarHashes
{
    private static readonly Dictionary<Type, Delegate> Hashers = new()
    {
        [typeof(bool)] = (StableHasher<bool>)(key => StableHash.Mix(key ? 1UL : 0UL)),
        [typeof(char)] = (StableHasher<char>)(key => StableHash.Mix(key)),
        [typeof(sbyte)] = (StableHasher<sbyte>)(key => StableHash.Mix((ulong)key)),
        [typeof(byte)] = (StableHasher<byte>)(key => StableHash.Mix(key)),
        [typeof(short)] = (StableHasher<short>)(key => StableHash.Mix((ulong)key)),
        [typeof(ushort)] = (StableHasher<ushort>)(key => StableHash.Mix(key)),
        [typeof(int)] = (StableHasher<int>)(key => StableHash.Mix((ulong)key)),
        [typeof(uint)] = (StableHasher<uint>)(key => StableHash.Mix(key)),
        [typeof(long)] = (StableHasher<long>)(key => StableHash.Mix((ulong)key)),
        [typeof(ulong)] = (StableHasher<ulong>)StableHash.Mix,
        [typeof(nint)] = (StableHasher<nint>)(key => StableHash.Mix((ulong)key)),
        [typeof(nuint)] = (StableHasher<nuint>)(key => StableHash.Mix(key)),
        [typeof(Int128)] = (StableHasher<Int128>)(key => NumberHash.Of((UInt128)key)),
        [typeof(UInt128)] = (StableHasher<UInt128>)NumberHash.Of,
        [typeof(Half)] = (StableHasher<Half>)(key => NumberHash.Of((double)key)),
        [typeof(float)] = (StableHasher<float>)(key => NumberHash.Of((double)key)),
        [typeof(double)] = (StableHasher<double>)NumberHash.Of,
        [typeof(decimal)] = (StableHasher<decimal>)NumberHash.Of,
        [typeof(BigInteger)] = (StableHasher<BigInteger>)BytesHash.Of,
        [typeof(string)] = (StableHasher<string?>)BytesHash.Of,
        [typeof(Guid)] = (StableHasher<Guid>)BytesHash.Of,

        // Equals of DateTime ignores the kind, Equals of DateTimeOffset compares instants.
        [typeof(DateTime)] = (StableHasher<DateTime>)(key => StableHash.Mix((ulong)key.Ticks)),
        [typeof(DateTimeOffset)] = (StableHasher<DateTimeOffset>)(key => StableHash.Mix((ulong)key.UtcTicks)),
        [typeof(TimeSpan)] = (StableHasher<TimeSpan>)(key => StableHash.Mix((ulong)key.Ticks)),
        [typeof(DateOnly)] = (StableHasher<DateOnly>)(key => StableHash.Mix((ulong)key.DayNumber)),
        [typeof(TimeOnly)] = (StableHasher<TimeOnly>)(key => StableHash.Mix((ulong)key.Ticks)),
    };

    public static Delegate? Find(Type type) => Hashers.GetValueOrDefault(type);
}
