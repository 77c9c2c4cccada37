using System.Runtime.CompilerServices;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Why a type has no bytes, and what to do about it.</summary>
internal static class Refusals
{
    /// <summary>Why there can be no codec of the type at all, since no type parameter may stand for it; null where there can.</summary>
    public static string? OfNoValues(Type type) =>
        type.ContainsGenericParameters || type.IsPointer || type.IsFunctionPointer || type.IsByRef || type.IsByRefLike || type == typeof(void)
            ? "it is an address or no type of values. Keep what it refers to, as an array or a number"
            : null;

    /// <summary>Why values of the type itself, whatever its members are, cannot be kept; null where nothing is against it.</summary>
    public static string? Of(Type type)
    {
        if (type.IsArray)
        {
            return "arrays of several dimensions have no bytes. Keep an array of arrays, or one array and its lengths";
        }

        if (type == typeof(object) || type == typeof(ValueType) || type == typeof(Enum))
        {
            return "any value could be in it. Declare the type that it has";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return "code has no bytes. Keep the data that the function works on, or mark the field [NonSerialized]";
        }

        if (type.IsInterface || type.IsAbstract)
        {
            return $"an object of any class could be in it. Declare the class that it has{(IsCollection(type) ? " (List<T>, HashSet<T>, Dictionary<TKey, TValue>, an array)" : "")}, or make it [MemoryPackable] with a [MemoryPackUnion] for each class";
        }

        if (type.IsDefined(typeof(InlineArrayAttribute), inherit: false))
        {
            return "buffers of a fixed size have no bytes. Keep an array";
        }

        return IsOfFramework(type)
            ? "it is a class of .NET whose insides may be handles, or others in the next version. Keep the data that it is made of, or mark the field [NonSerialized]"
            : null;
    }

    /// <summary>Why the members of the type's base classes cannot be kept; null where they can.</summary>
    public static string? OfBase(Type type)
    {
        for (var parent = type.BaseType; parent is not null && parent != typeof(object) && parent != typeof(ValueType); parent = parent.BaseType)
        {
            if (IsOfFramework(parent))
            {
                return $"it is derived from '{TypeNames.Of(parent)}' of .NET, whose insides may be others in the next version. Keep an object of that class as a member, where it can be kept, or its data";
            }
        }

        return null;
    }

    /// <summary>The sentence that a user reads.</summary>
    /// <param name="path">The member, from the type that was asked for.</param>
    /// <param name="type">Its type.</param>
    /// <param name="why">Why not, and what to do.</param>
    /// <param name="hasKeyCodec">Whether a key codec is registered for the type, of which a user may expect that it helps.</param>
    public static string Sentence(string path, Type type, string why, bool hasKeyCodec) =>
        $"{path}{(path == TypeNames.Of(type) ? "" : $" of type {TypeNames.Of(type)}")} cannot be kept: {why}.{(hasKeyCodec ? " Its key codec only hashes." : "")}";

    private static bool IsCollection(Type type) => typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    private static bool IsOfFramework(Type type) =>
        (type.Namespace == nameof(System) || type.Namespace?.StartsWith(nameof(System) + ".", StringComparison.Ordinal) == true)
        && (type.Assembly == typeof(object).Assembly || type.Assembly.GetName().Name!.StartsWith(nameof(System) + ".", StringComparison.Ordinal));
}
