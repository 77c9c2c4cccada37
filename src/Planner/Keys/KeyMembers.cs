using System.Reflection;

namespace Linq.Streaming.Planning.Keys;

/// <summary>The fields that take part in the equality of a tuple, a record, an anonymous type or a plain struct.</summary>
internal static class KeyMembers
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All instance fields: those of base records first, then by name.</summary>
    /// <remarks>By name and not as declared, so that moving a member in the source does not move stored state to other partitions.</remarks>
    public static IReadOnlyList<FieldInfo> Of(Type type)
    {
        var fields = type.GetFields(Declared).OrderBy(NameOf, StringComparer.Ordinal);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)
            ? [.. Of(parent), .. fields]
            : [.. fields];
    }

    /// <summary>The name as a user knows it: the property's, where the field backs one.</summary>
    public static string NameOf(FieldInfo field)
    {
        // <Name>k__BackingField of properties, <Name>i__Field of anonymous types, m_Item1 of System.Tuple.
        var name = field.Name;
        return name.StartsWith('<') ? name[1..name.IndexOf('>', StringComparison.Ordinal)]
            : name.StartsWith("m_Item", StringComparison.Ordinal) || name == "m_Rest" ? name[2..]
            : name;
    }
}
