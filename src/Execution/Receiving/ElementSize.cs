using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>How many bytes an element takes in memory, about.</summary>
internal static class ElementSize<T>
{
    // A reference, and what an object has beside its content.
    private const int Overhead = 32;

    /// <summary>Of texts, arrays of bytes and values without references; null for others, of which nobody can tell.</summary>
    public static Func<T, long>? Known { get; } = Find();

    private static Func<T, long>? Find() =>
        typeof(T) == typeof(string) ? element => Overhead + (sizeof(char) * (long)(Unsafe.As<T, string?>(ref element)?.Length ?? 0))
        : typeof(T) == typeof(byte[]) ? element => Overhead + (Unsafe.As<T, byte[]?>(ref element)?.LongLength ?? 0)
        : RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? null
        : _ => Unsafe.SizeOf<T>();
}
