using System.Reflection;

namespace Linq.Streaming.Planning.Explain;

/// <summary>Names of types as a reader of C# would write them, the same in every process: compiler-made names become their structure.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static bool IsAnonymous(Type type) =>
        type.Name.Contains("AnonymousType", StringComparison.Ordinal) && type.Name.StartsWith('<');

    /// <summary>Whether a name cannot be written in C#, as <c>&lt;&gt;h__TransparentIdentifier0</c>, so that it may be another after the next compilation.</summary>
    public static bool IsCompilerMade(string name) => name.StartsWith('<');

    /// <summary>The name of a member; <c>t</c> for a transparent identifier, of which an object holds one at most.</summary>
    public static string OfMember(MemberInfo member) => IsCompilerMade(member.Name) ? "t" : member.Name;

    public static string Of(Type type) => Of(type, full: false);

    /// <summary>As <see cref="Of(Type)"/>, with namespaces: for fingerprints.</summary>
    public static string FullOf(Type type) => Of(type, full: true);

    private static string Of(Type type, bool full)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, full)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, full) + "?";
        }

        if (IsAnonymous(type))
        {
            return "{" + string.Join(", ", type.GetProperties().Select(p => $"{Of(p.PropertyType, full)} {OfMember(p)}")) + "}";
        }

        var name = full ? FullName(type) : ShortName(type);
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(argument => Of(argument, full)))}>" : name;
    }

    private static string FullName(Type type) =>
        type is { IsNested: true, IsGenericParameter: false } ? $"{FullName(type.DeclaringType!)}.{ShortName(type)}"
        : type.Namespace is { } space ? $"{space}.{ShortName(type)}"
        : ShortName(type);

    // A nested type may be generic without a number of type parameters in its own name.
    private static string ShortName(Type type) => type.Name.IndexOf('`') is > 0 and var end ? type.Name[..end] : type.Name;
}
