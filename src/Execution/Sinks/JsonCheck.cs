using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Linq.Streaming.Execution.Sinks;

/// <summary>Finds what System.Text.Json would refuse only when it comes to a value of it, so that no batch fails for its type.</summary>
internal sealed class JsonCheck
{
    private readonly Type _root;
    private readonly JsonSerializerOptions _options;
    private readonly HashSet<Type> _seen = [];

    private JsonCheck(Type root, JsonSerializerOptions options) => (_root, _options) = (root, options);

    /// <exception cref="NotSupportedException">The type, or that of a member of it, cannot be written.</exception>
    public static void Of(Type type, JsonSerializerOptions options) => new JsonCheck(type, options).Check(type, "");

    private void Check(Type type, string path)
    {
        if (!_seen.Add(type))
        {
            return;
        }

        if (IsRefused(type))
        {
            throw Refused(type, path, null);
        }

        var info = InfoOf(type, path);
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            Check(property.PropertyType, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
        }

        if (info.ElementType is { } element)
        {
            Check(element, path + "[]");
        }
    }

    private JsonTypeInfo InfoOf(Type type, string path)
    {
        try
        {
            return _options.GetTypeInfo(type);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw Refused(type, path, exception);
        }
    }

    private static bool IsRefused(Type type) =>
        type.IsPointer || type.IsByRefLike || type == typeof(nint) || type == typeof(nuint) || (type.IsArray && type.GetArrayRank() > 1)
        || typeof(Delegate).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type);

    private NotSupportedException Refused(Type type, string path, Exception? inner) => new(
        $"Rows of type '{_root}' cannot be written as JSON: {(path.Length == 0 ? "it" : $"member '{path}'")} is a '{type}'. Select what is to be written.{(inner is null ? "" : " " + inner.Message)}", inner);
}
