using System.Reflection;
using MemoryPack;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>What the schema says of a type that MemoryPack writes: as much as decides whether MemoryPack can read it in another version of the type.</summary>
/// <remarks>
/// <c>memorypack:*</c> for a type that MemoryPack itself lets change (<c>VersionTolerant</c>, <c>CircularReference</c>, unions, collections); else the names of its
/// members, to which MemoryPack allows more to be added behind.
/// </remarks>
internal static class MemoryPackSchema
{
    private const string Prefix = "memorypack:";
    private const string Tolerant = Prefix + "*";

    public static bool Is(string kind) => kind.StartsWith(Prefix, StringComparison.Ordinal);

    public static string Of(Type type)
    {
        var attribute = type.GetCustomAttribute<MemoryPackableAttribute>(inherit: false)!;
        return attribute.GenerateType == GenerateType.Object && !type.IsAbstract ? Prefix + string.Join(';', Members.Of(type).Select(member => member.Name)) : Tolerant;
    }

    /// <summary>Whether what was written as <paramref name="written"/> can be read as <paramref name="current"/>.</summary>
    public static bool CanRead(string written, string current) =>
        written == current || (written != Tolerant && current.StartsWith(written + ";", StringComparison.Ordinal));
}
