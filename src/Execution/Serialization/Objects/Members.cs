using System.Reflection;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>A field whose value is kept, and what it is called in a schema.</summary>
internal readonly record struct Member(string Name, FieldInfo Field);

/// <summary>The fields that make up a value.</summary>
internal static class Members
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All instance fields but those marked <c>[NonSerialized]</c>: those of base classes first, then in the order of their declaration.</summary>
    /// <remarks>In that order a struct mostly lies in memory as it is written. That it is part of the schema does no harm, since members are matched by name.</remarks>
    public static IReadOnlyList<Member> Of(Type type)
    {
        var members = new List<Member>();
        foreach (var field in Fields(type))
        {
            var name = NameOf(field);
            var same = members.Count(member => member.Name == name || member.Name.StartsWith(name + "#", StringComparison.Ordinal));
            members.Add(new Member(same == 0 ? name : $"{name}#{same + 1}", field));
        }

        return members;
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        var own = type.GetFields(Declared).Where(field => !field.IsDefined(typeof(NonSerializedAttribute), inherit: false)).OrderBy(field => field.MetadataToken);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? Fields(parent).Concat(own) : own;
    }

    // <Name>k__BackingField of a property, <Name>i__Field of an anonymous type, <name>P of a captured parameter, m_Item1 of a Tuple, key of a KeyValuePair.
    private static string NameOf(FieldInfo field)
    {
        var name = field.Name;
        return name.StartsWith('<') && name.LastIndexOf('>') is > 0 and var end ? name[1..end]
            : field.DeclaringType!.Namespace == nameof(System) && name.StartsWith("m_", StringComparison.Ordinal) ? name[2..]
            : field.DeclaringType.IsGenericType && field.DeclaringType.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? char.ToUpperInvariant(name[0]) + name[1..]
            : name;
    }
}
