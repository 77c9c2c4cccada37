using System.Diagnostics.CodeAnalysis;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Comparers are no data: only those that a collection has unasked are found again, and for strings the ordinal one, which is named.</summary>
internal static class Comparers
{
    private const byte Default = 0;
    private const byte Ordinal = 1;

    /// <summary>Refuses another equality than the default, which for strings is the ordinal one.</summary>
    public static void Check<T>(object collection, IEqualityComparer<T>? comparer)
    {
        if (comparer is not null && !comparer.Equals(EqualityComparer<T>.Default) && !IsOrdinal<T>(comparer))
        {
            throw Refused(collection, comparer, "without it");
        }
    }

    /// <summary>Which order it is; refused where it is neither the default nor, of strings, the ordinal one.</summary>
    /// <remarks>The two differ for strings: the default is that of the culture.</remarks>
    public static byte OrderOf<T>(object collection, IComparer<T> comparer) =>
        comparer.Equals(Comparer<T>.Default) ? Default
        : IsOrdinal<T>(comparer) ? Ordinal
        : throw Refused(collection, comparer, "in the default order");

    /// <summary>The order that was written as <paramref name="order"/>.</summary>
    public static IComparer<T> Order<T>(byte order) => order switch
    {
        Default => Comparer<T>.Default,
        Ordinal when typeof(T) == typeof(string) => (IComparer<T>)StringComparer.Ordinal,
        _ => throw new CorruptDataException($"The bytes are not those of a value: there is no order {order}."),
    };

    /// <summary>Refuses a collection of a derived class.</summary>
    public static void CheckType<T>([DisallowNull] T collection)
    {
        if (collection.GetType() != typeof(T))
        {
            throw new UnsupportedValueException($"A '{collection.GetType()}' was found where a '{typeof(T)}' is kept, and would come back as the latter. Keep a '{typeof(T)}'.");
        }
    }

    private static bool IsOrdinal<T>(object comparer) => typeof(T) == typeof(string) && comparer.Equals(StringComparer.Ordinal);

    private static UnsupportedValueException Refused(object collection, object comparer, string how) => new(
        $"A '{collection.GetType()}' has the comparer '{comparer.GetType()}', which has no bytes. Make it {how}, for example of keys that are brought into one form first.");
}
