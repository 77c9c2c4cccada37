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
            return Of(type.GetElementType()!, full) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, full) + "?";
        }

        if (IsAnonymous(type))
        {
            return "{" + string.Join(", ", type.GetProperties().Select(p => $"{Of(p.PropertyType, full)} {p.Name}")) + "}";
        }

        var name = type.IsGenericType ? type.Name[..Math.Max(0, type.Name.IndexOf('`'))] : type.Name;
        name = name.Length == 0 ? type.Name : name;
        name = full && type.Namespace is { } space ? $"{space}.{name}" : name;
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(argument => Of(argument, full)))}>" : name;
    }
}
