using System.Reflection;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Planning.Keys;

/// <summary>Recognises the shapes of types whose equality is that of their members.</summary>
internal static class KeyShapes
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Tuples =
    [
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
        typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>), typeof(Tuple<,,,,>),
        typeof(Tuple<,,,,,>), typeof(Tuple<,,,,,,>), typeof(Tuple<,,,,,,,>),
        typeof(KeyValuePair<,>),
    ];

    /// <summary>Whether it is a <see cref="ValueTuple"/>, a <see cref="Tuple"/> or a <see cref="KeyValuePair{TKey,TValue}"/>.</summary>
    public static bool IsTuple(Type type) =>
        type == typeof(ValueTuple) || (type.IsConstructedGenericType && Tuples.Contains(type.GetGenericTypeDefinition()));

    /// <summary>Whether it is an anonymous type of C#. Visual Basic's are left out: only their Key members take part in equality.</summary>
    public static bool IsAnonymous(Type type) =>
        type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal) && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    /// <summary>Whether it is a record class or a record struct.</summary>
    /// <remarks>A user may write <c>Equals(T)</c> of a record, but only the compiler its <c>Equals(object)</c> and its clone method.</remarks>
    public static bool IsRecord(Type type) => type.IsValueType
        ? IsGenerated(type.GetMethod(nameof(Equals), Declared, [typeof(object)]))
        : type.GetMethod("<Clone>$", Declared) is not null;

    /// <summary>Whether the user wrote an equality member of this record; not looking at the records that it is derived from.</summary>
    public static bool HasWrittenEquality(Type record) =>
        !IsGenerated(record.GetMethod(nameof(Equals), Declared, [record]))
        || !IsGenerated(record.GetMethod(nameof(GetHashCode), Declared, Type.EmptyTypes));

    /// <summary>Whether it overrides <c>Equals</c> or <c>GetHashCode</c>, or is an <see cref="IEquatable{T}"/> of itself.</summary>
    public static bool HasOwnEquality(Type type) =>
        Overrides(type, nameof(Equals), [typeof(object)])
        || Overrides(type, nameof(GetHashCode), Type.EmptyTypes)
        || typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type);

    private static bool Overrides(Type type, string method, Type[] parameters)
    {
        var owner = type.GetMethod(method, parameters)!.DeclaringType;
        return owner != typeof(object) && owner != typeof(ValueType);
    }

    private static bool IsGenerated(MethodInfo? method) => method?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;
}
