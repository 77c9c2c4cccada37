using System.Collections.Immutable;

namespace Linq.Streaming.Execution.Serialization;

/// <summary><see cref="Dictionary{TKey,TValue}"/> with the default equality.</summary>
internal sealed class DictionaryShape<TKey, TValue> : ICollectionShape<Dictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public string Kind => SequenceKinds.Map;

    public void Check(Dictionary<TKey, TValue> value)
    {
        Comparers.CheckType(value);
        Comparers.Check(value, value.Comparer);
    }

    public ReadOnlySpan<KeyValuePair<TKey, TValue>> ElementsOf(Dictionary<TKey, TValue> value) => value.ToArray();

    public Dictionary<TKey, TValue> Make(KeyValuePair<TKey, TValue>[] elements, byte order) => new(elements);
}

/// <summary><see cref="ImmutableDictionary{TKey,TValue}"/> with the default equality of keys and values.</summary>
internal sealed class ImmutableDictionaryShape<TKey, TValue> : ICollectionShape<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public string Kind => SequenceKinds.Map;

    public void Check(ImmutableDictionary<TKey, TValue> value)
    {
        Comparers.Check(value, value.KeyComparer);
        Comparers.Check(value, value.ValueComparer);
    }

    public ReadOnlySpan<KeyValuePair<TKey, TValue>> ElementsOf(ImmutableDictionary<TKey, TValue> value) => value.ToArray();

    public ImmutableDictionary<TKey, TValue> Make(KeyValuePair<TKey, TValue>[] elements, byte order) => ImmutableDictionary.CreateRange(elements);
}

/// <summary><see cref="SortedDictionary{TKey,TValue}"/> in the default order, or in the ordinal one.</summary>
internal sealed class SortedDictionaryShape<TKey, TValue> : ICollectionShape<SortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public string Kind => SequenceKinds.SortedMap;

    public void Check(SortedDictionary<TKey, TValue> value) => Comparers.CheckType(value);

    public byte OrderOf(SortedDictionary<TKey, TValue> value) => Comparers.OrderOf(value, value.Comparer);

    public ReadOnlySpan<KeyValuePair<TKey, TValue>> ElementsOf(SortedDictionary<TKey, TValue> value) => value.ToArray();

    public SortedDictionary<TKey, TValue> Make(KeyValuePair<TKey, TValue>[] elements, byte order)
    {
        var map = new SortedDictionary<TKey, TValue>(Comparers.Order<TKey>(order));
        foreach (var (key, value) in elements)
        {
            map.Add(key, value);
        }

        return map;
    }
}
