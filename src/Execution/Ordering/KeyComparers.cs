namespace Linq.Streaming.Execution.Ordering;

/// <summary>Compares keys by their default order, strings ordinally; null comes first, also where the order descends it is the least.</summary>
internal sealed class KeyComparer<TKey>(bool isDescending) : IComparer<TKey>
{
    private static readonly IComparer<TKey> Ascending =
        typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;

    public int Compare(TKey? x, TKey? y) => isDescending ? Ascending.Compare(y, x) : Ascending.Compare(x, y);
}

/// <summary>Compares pairs by their first parts, then by their second.</summary>
internal sealed class PairComparer<TFirst, TSecond>(IComparer<TFirst> first, IComparer<TSecond> second) : IComparer<(TFirst, TSecond)>
{
    public int Compare((TFirst, TSecond) x, (TFirst, TSecond) y) =>
        first.Compare(x.Item1, y.Item1) is var order && order != 0 ? order : second.Compare(x.Item2, y.Item2);
}

/// <summary>Compares by key, then by where the rows stood, so that every sort is stable.</summary>
internal sealed class EntryComparer<TKey, TStored>(IComparer<TKey> keys) : IComparer<SortEntry<TKey, TStored>>
{
    public int Compare(SortEntry<TKey, TStored> x, SortEntry<TKey, TStored> y)
    {
        var order = keys.Compare(x.Key, y.Key);
        return order != 0 ? order
            : x.Partition != y.Partition ? x.Partition.CompareTo(y.Partition)
            : x.Position.CompareTo(y.Position);
    }
}
