using System.Numerics;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Planning.Keys;

/// <summary>Decides which types may be keys: those whose values can be hashed alike in every process, in agreement with their Equals.</summary>
internal static class KeyTypes
{
    /// <summary>How many types may be nested in one another. A key deeper than this is a mistake, not a key.</summary>
    private const int MaxDepth = 16;

    private static readonly HashSet<Type> Scalars =
    [
        typeof(bool), typeof(char), typeof(string), typeof(Guid), typeof(BigInteger),
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(nint), typeof(nuint), typeof(Int128), typeof(UInt128),
        typeof(Half), typeof(float), typeof(double), typeof(decimal),
        typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
    ];

    /// <summary>Null when <paramref name="type"/> may be a key, else the reason as a sentence whose subject is "it" or "its member".</summary>
    /// <remarks>
    /// A record that is not sealed may be a key, but every value must be of the declared type itself: hashing throws LS1202 otherwise,
    /// because nothing is known about the members that a derived record adds.
    /// </remarks>
    public static string? Refuse(Type type, Func<Type, bool> hasCodec) => Refuse(type, [], [], hasCodec);

    private static string? Refuse(Type type, List<Type> outer, List<string> path, Func<Type, bool> hasCodec)
    {
        if (hasCodec(type) || Scalars.Contains(type) || type.IsEnum)
        {
            return null;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Refuse(underlying, outer, path, hasCodec);
        }

        var fault = outer.Contains(type) ? "contains itself, so its size has no bound."
            : outer.Count == MaxDepth ? $"nests more than {MaxDepth} types in one another."
            : FaultOf(type);
        return fault is null ? RefuseMembers(type, outer, path, hasCodec) : Sentence(type, path, fault);
    }

    private static string? RefuseMembers(Type type, List<Type> outer, List<string> path, Func<Type, bool> hasCodec)
    {
        outer.Add(type);
        foreach (var field in KeyMembers.Of(type))
        {
            path.Add(KeyMembers.NameOf(field));
            var refusal = field.IsDefined(typeof(FixedBufferAttribute), inherit: false)
                ? Sentence(field.FieldType, path, "is a fixed buffer, which has no equality that hashing could follow.")
                : Refuse(field.FieldType, outer, path, hasCodec);
            if (refusal is not null)
            {
                return refusal;
            }

            path.RemoveAt(path.Count - 1);
        }

        outer.RemoveAt(outer.Count - 1);
        return null;
    }

    /// <summary>What speaks against the type itself, whatever its members are.</summary>
    private static string? FaultOf(Type type) =>
        type == typeof(object) ? "is 'object', whose values may be of any type."
        : type.IsInterface ? "is an interface, whose values may be of any type."
        : type.IsArray ? "is an array, which compares by reference."
        : typeof(Delegate).IsAssignableFrom(type) ? "is a delegate, which is not data."
        : type.IsPointer || type.IsFunctionPointer || type.IsByRefLike ? "refers to memory of this process."
        : type.IsDefined(typeof(InlineArrayAttribute), inherit: false) ? "is an inline array, which cannot be compared."
        : KeyShapes.IsTuple(type) || KeyShapes.IsAnonymous(type) ? null
        : KeyShapes.IsRecord(type) ? RecordFault(type)
        : KeyShapes.HasOwnEquality(type) ? "has an Equals or GetHashCode of its own, which hashing cannot follow."
        : type.IsValueType ? null
        : "is a class without value equality, so it compares by reference.";

    private static string? RecordFault(Type type)
    {
        if (type.IsAbstract)
        {
            return "is abstract, so its values are of other types.";
        }

        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            if (KeyShapes.HasWrittenEquality(level))
            {
                return "is a record with an Equals or GetHashCode written by hand, which hashing cannot follow.";
            }
        }

        return null;
    }

    private static string Sentence(Type type, List<string> path, string fault) =>
        path.Count == 0 ? $"it {fault}" : $"its member '{string.Join('.', path)}' of type '{type}' {fault}";
}
