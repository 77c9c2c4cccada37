using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Tables;

/// <summary>Hash and equality of keys inside this process. Written so that the JIT leaves one case for each key type.</summary>
/// <remarks>Not the stable hash of partitions and stored state: this one is quicker, and differs from process to process.</remarks>
internal static class KeyHash<TKey>
{
    /// <summary>Whether a slot keeps a part of the hash: worth it where comparing keys leaves the slot.</summary>
    public static bool HasTag
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RuntimeHelpers.IsReferenceOrContainsReferences<TKey>();
    }

    /// <summary>The hash code, not yet spread: all 64 bits of a long, 32 bits of other keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(TKey key) =>
        typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong) ? Unsafe.BitCast<TKey, ulong>(key)
        : typeof(TKey).IsValueType ? (uint)EqualityComparer<TKey>.Default.GetHashCode(key!)
        : key is string text ? TextHash.Of(text)
        : key is null ? 0 : (uint)EqualityComparer<TKey>.Default.GetHashCode(key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Equal(TKey stored, TKey key) =>
        typeof(TKey).IsValueType || key is not string text
            ? EqualityComparer<TKey>.Default.Equals(stored, key)
            : string.Equals(Unsafe.As<TKey, string?>(ref stored), text);
}
