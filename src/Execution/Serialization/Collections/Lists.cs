using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary><see cref="List{T}"/>.</summary>
internal sealed class ListShape<T> : ICollectionShape<List<T>, T>
{
    public string Kind => SequenceKinds.List;

    public void Check(List<T> value) => Comparers.CheckType(value);

    public ReadOnlySpan<T> ElementsOf(List<T> value) => CollectionsMarshal.AsSpan(value);

    public List<T> Make(T[] elements, byte order) => [.. elements];
}

/// <summary><see cref="Queue{T}"/>, the next element first.</summary>
internal sealed class QueueShape<T> : ICollectionShape<Queue<T>, T>
{
    public string Kind => SequenceKinds.List;

    public void Check(Queue<T> value) => Comparers.CheckType(value);

    public ReadOnlySpan<T> ElementsOf(Queue<T> value) => value.ToArray();

    public Queue<T> Make(T[] elements, byte order) => new(elements);
}

/// <summary><see cref="Stack{T}"/>, the element at the bottom first.</summary>
internal sealed class StackShape<T> : ICollectionShape<Stack<T>, T>
{
    public string Kind => SequenceKinds.List;

    public void Check(Stack<T> value) => Comparers.CheckType(value);

    public ReadOnlySpan<T> ElementsOf(Stack<T> value)
    {
        var elements = value.ToArray();
        Array.Reverse(elements);
        return elements;
    }

    public Stack<T> Make(T[] elements, byte order) => new(elements);
}

/// <summary><see cref="ImmutableArray{T}"/>; one that is <c>default</c> is like null.</summary>
internal sealed class ImmutableArrayShape<T> : ICollectionShape<ImmutableArray<T>, T>
{
    public string Kind => SequenceKinds.List;

    public bool IsNull(ImmutableArray<T> value) => value.IsDefault;

    public void Check(ImmutableArray<T> value)
    {
    }

    public ReadOnlySpan<T> ElementsOf(ImmutableArray<T> value) => value.AsSpan();

    public ImmutableArray<T> Make(T[] elements, byte order) => ImmutableCollectionsMarshal.AsImmutableArray(elements);
}

/// <summary><see cref="ImmutableList{T}"/>.</summary>
internal sealed class ImmutableListShape<T> : ICollectionShape<ImmutableList<T>, T>
{
    public string Kind => SequenceKinds.List;

    public void Check(ImmutableList<T> value)
    {
    }

    public ReadOnlySpan<T> ElementsOf(ImmutableList<T> value) => value.ToArray();

    public ImmutableList<T> Make(T[] elements, byte order) => [.. elements];
}

/// <summary>A sequence by an interface, whatever it is at run time: it comes back as an array, or where it can be added to as a list.</summary>
internal sealed class SequenceShape<TSequence, T> : ICollectionShape<TSequence, T>
    where TSequence : class, IEnumerable<T>
{
    public string Kind => SequenceKinds.List;

    public void Check(TSequence value)
    {
    }

    public ReadOnlySpan<T> ElementsOf(TSequence value) => value as T[] ?? [.. value];

    public TSequence Make(T[] elements, byte order) => typeof(TSequence) == typeof(IList<T>) ? (TSequence)(object)new List<T>(elements) : (TSequence)(object)elements;
}
