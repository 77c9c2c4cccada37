using System.Collections.Immutable;
using Linq.Streaming.Planning.Keys;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Which types are collections and groups, and how they are put together.</summary>
internal static class CodecShapes
{
    private static readonly Dictionary<Type, Type> Collections = new()
    {
        [typeof(List<>)] = typeof(ListShape<>),
        [typeof(Queue<>)] = typeof(QueueShape<>),
        [typeof(Stack<>)] = typeof(StackShape<>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayShape<>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListShape<>),
        [typeof(HashSet<>)] = typeof(HashSetShape<>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetShape<>),
        [typeof(SortedSet<>)] = typeof(SortedSetShape<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryShape<,>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryShape<,>),
        [typeof(SortedDictionary<,>)] = typeof(SortedDictionaryShape<,>),
    };

    private static readonly HashSet<Type> Sequences =
        [typeof(IEnumerable<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IList<>)];

    /// <summary>The <see cref="ICollectionShape{TCollection,T}"/> of a collection; null where it is none.</summary>
    public static object? ShapeOf(Type type) =>
        !type.IsGenericType ? null
        : Collections.TryGetValue(type.GetGenericTypeDefinition(), out var shape) ? Activator.CreateInstance(shape.MakeGenericType(type.GenericTypeArguments))
        : Sequences.Contains(type.GetGenericTypeDefinition()) ? Activator.CreateInstance(typeof(SequenceShape<,>).MakeGenericType(type, type.GenericTypeArguments[0]))
        : null;

    /// <summary>Whether it is an interface of groups.</summary>
    public static bool IsGroup(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IGrouping<,>) || type.GetGenericTypeDefinition() == typeof(IStreamGrouping<,>));

    /// <summary>Whether it consists of members although it is a type of .NET: a tuple, or a pair.</summary>
    public static bool IsTuple(Type type) => KeyShapes.IsTuple(type);
}
