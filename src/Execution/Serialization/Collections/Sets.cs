using System.Collections.Immutable;

namespace Linq.Streaming.Execution.Serialization;

/// <summary><see cref="HashSet{T}"/> with the default equality.</summary>
internal sealed class HashSetShape<T> : ICollectionShape<HashSet<T>, T>
{
    public string Kind => SequenceKinds.Set;

    public void Check(HashSet<T> value)
    {
        Comparers.CheckType(value);
        Comparers.Check(value, value.Comparer);
    }

    public ReadOnlySpan<T> ElementsOf(HashSet<T> value) => value.ToArray();

    public HashSet<T> Make(T[] elements, byte order) => [.. elements];
}

/// <summary><see cref="ImmutableHashSet{T}"/> with the default equality.</summary>
internal sealed class ImmutableHashSetShape<T> : ICollectionShape<ImmutableHashSet<T>, T>
{
    public string Kind => SequenceKinds.Set;

    public void Check(ImmutableHashSet<T> value) => Comparers.Check(value, value.KeyComparer);

    public ReadOnlySpan<T> ElementsOf(ImmutableHashSet<T> value) => value.ToArray();

    public ImmutableHashSet<T> Make(T[] elements, byte order) => [.. elements];
}

/// <summary><see cref="SortedSet{T}"/> in the default order, or in the ordinal one.</summary>
internal sealed class SortedSetShape<T> : ICollectionShape<SortedSet<T>, T>
{
    public string Kind => SequenceKinds.SortedSet;

    public void Check(SortedSet<T> value) => Comparers.CheckType(value);

    public byte OrderOf(SortedSet<T> value) => Comparers.OrderOf(value, value.Comparer);

    public ReadOnlySpan<T> ElementsOf(SortedSet<T> value) => value.ToArray();

    public SortedSet<T> Make(T[] elements, byte order) => new(elements, Comparers.Order<T>(order));
}
