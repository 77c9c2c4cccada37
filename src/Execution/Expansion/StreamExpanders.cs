using System.Collections.Frozen;
using System.Reflection;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Finds the running side of each kind of template, by <see cref="ExpandsAttribute"/>.</summary>
internal static class StreamExpanders
{
    private static readonly FrozenDictionary<Type, Type> Kinds = typeof(StreamExpanders).Assembly.GetTypes()
        .Select(type => (Type: type, Expands: type.GetCustomAttribute<ExpandsAttribute>()))
        .Where(found => found.Expands is not null)
        .ToFrozenDictionary(found => found.Expands!.Template, found => found.Type);

    public static StreamExpander Create(DStream template, ExpansionContext context) =>
        (StreamExpander)Activator.CreateInstance(Kinds[template.GetType()], template, context)!;
}
