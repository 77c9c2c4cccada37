using System.Reflection;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Execution.Code;

/// <summary>Names of types: short ones to read, or full ones to compile.</summary>
/// <param name="isExact">Whether the text is to be compiled; then types whose names cannot be written become type parameters.</param>
internal sealed class CodeTypes(bool isExact)
{
    private readonly List<Type> _unspeakable = [];
    private readonly HashSet<Assembly> _assemblies = [];

    /// <summary>The types that the type parameters <c>T0</c>, <c>T1</c> … stand for.</summary>
    public IReadOnlyList<Type> Arguments => _unspeakable;

    /// <summary>Where the types that it has named are.</summary>
    public IReadOnlyCollection<Assembly> Assemblies => _assemblies;

    public bool IsExact => isExact;

    /// <summary>Whether C# has no name for it, as for anonymous types and those of a file.</summary>
    public static bool IsUnspeakable(Type type) => type.HasElementType
        ? IsUnspeakable(type.GetElementType()!)
        : type.Name.Contains('<') || (type.IsNested && !type.IsGenericParameter && IsUnspeakable(type.DeclaringType!));

    public string Of(Type type) => type == typeof(void) ? "void" : isExact ? Exact(type) : TypeNames.Of(type);

    private string Exact(Type type)
    {
        if (type.IsByRef)
        {
            return Exact(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            var element = type;
            var ranks = "";
            while (element.IsArray)
            {
                ranks += $"[{new string(',', element.GetArrayRank() - 1)}]";
                element = element.GetElementType()!;
            }

            return Exact(element) + ranks;
        }

        return IsUnspeakable(type) ? Parameter(type)
            : type.IsPrimitive || type == typeof(string) || type == typeof(object) || type == typeof(decimal) ? TypeNames.Of(type)
            : $"global::{Qualified(type)}";
    }

    private string Qualified(Type type)
    {
        _assemblies.Add(type.Assembly);
        // The arguments of a nested type begin with those of the types around it.
        var arguments = type.GetGenericArguments();
        var inherited = type.IsNested ? type.DeclaringType!.GetGenericArguments().Length : 0;
        var outer = !type.IsNested ? type.Namespace is { Length: > 0 } space ? $"{space}." : ""
            : $"{Qualified(inherited > 0 && type.DeclaringType!.IsGenericTypeDefinition ? type.DeclaringType.MakeGenericType(arguments[..inherited]) : type.DeclaringType!)}.";
        var own = arguments[inherited..];
        var name = type.Name.IndexOf('`') is > 0 and var end ? type.Name[..end] : type.Name;
        return own.Length == 0 ? outer + name : $"{outer}{name}<{string.Join(", ", own.Select(Exact))}>";
    }

    private string Parameter(Type type)
    {
        var index = _unspeakable.IndexOf(type);
        if (index < 0)
        {
            index = _unspeakable.Count;
            _unspeakable.Add(type);
        }

        return $"T{index}";
    }
}
