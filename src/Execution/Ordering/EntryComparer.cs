namespace Linq.Streaming.Execution.Ordering;

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
