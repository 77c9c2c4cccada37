namespace Linq.Streaming.Execution.Serialization;

/// <summary>How a kind of collection is taken apart and put together.</summary>
internal interface ICollectionShape<TCollection, T>
{
    /// <summary>Which of <see cref="SequenceKinds"/>.</summary>
    string Kind { get; }

    bool IsNull(TCollection value) => value is null;

    /// <summary>Refuses a collection that would come back as another: of a derived class, or with a comparer of its own.</summary>
    /// <exception cref="UnsupportedValueException">It would.</exception>
    void Check(TCollection value);

    /// <summary>The elements in the order in which they are written.</summary>
    ReadOnlySpan<T> ElementsOf(TCollection value);

    /// <summary>Which order a sorted collection has; see <see cref="Comparers.OrderOf"/>.</summary>
    byte OrderOf(TCollection value) => 0;

    /// <summary>The collection of elements that it may keep. What it throws counts as corrupt data.</summary>
    TCollection Make(T[] elements, byte order);
}
