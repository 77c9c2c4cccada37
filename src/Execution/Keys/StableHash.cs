using System.Reflection;
using Linq.Streaming.Planning.Keys;

namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes that are the same in every process, for partitions and stored state. Changing one orphans the state of users.</summary>
/// <remarks>Bytes are read as a little-endian machine lays them out; big-endian machines are not supported.</remarks>
internal static class StableHash
{
    /// <summary>The hash of null, of whatever type.</summary>
    public const ulong Null = 0xD6E8FEB86659FD93;

    private const ulong Golden = 0x9E3779B97F4A7C15;

    private static readonly MethodInfo ForMethod =
        ((Func<KeyCodecs, StableHasher<int>>)For<int>).Method.GetGenericMethodDefinition();

    /// <summary>The hasher of a key type: composed from its members' by reflection once per type and set of codecs.</summary>
    /// <exception cref="StreamQueryException">LS1201: the type may not be a key.</exception>
    public static StableHasher<T> For<T>(KeyCodecs codecs)
    {
        if (codecs.Hashers.TryGetValue(typeof(T), out var known))
        {
            return (StableHasher<T>)known;
        }

        return KeyTypes.Refuse(typeof(T), codecs.Has) is { } reason
            ? throw new StreamQueryException(StreamErrors.KeyTypeRefused(typeof(T), reason, "key"))
            : (StableHasher<T>)codecs.Hashers.GetOrAdd(typeof(T), Compose<T>(codecs));
    }

    /// <summary>As <see cref="For{T}"/>, for a type known at run time only: a <c>StableHasher</c> of it.</summary>
    public static Delegate For(Type type, KeyCodecs codecs) =>
        (Delegate)ForMethod.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [codecs], null)!;

    /// <summary>Spreads 64 bits one to one, so that near values come out far apart.</summary>
    /// <remarks>"Mix13" of D. Stafford, "Better Bit Mixing" (2011), known as the finaliser of SplitMix64 (Steele, Lea, Flood 2014).</remarks>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Adds the hash of one more member to the hash of those before it. The order matters.</summary>
    public static ulong Combine(ulong before, ulong member) => Mix((before * Golden) + member + 1);

    private static StableHasher<T> Compose<T>(KeyCodecs codecs) =>
        codecs.Find<T>() is { } codec ? new CodecHash<T>(codec).Hash
        : ScalarHashes.Find(typeof(T)) is { } scalar ? (StableHasher<T>)scalar
        : typeof(T).IsEnum ? EnumHash<T>.Hash
        : Nullable.GetUnderlyingType(typeof(T)) is { } underlying ? (StableHasher<T>)NullableHash.For(underlying, codecs)
        : ValueTupleHashes.Find(typeof(T), codecs) is { } tuple ? (StableHasher<T>)tuple
        : CompositeHash<T>.For(codecs);
}
