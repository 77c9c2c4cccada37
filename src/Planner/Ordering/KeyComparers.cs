namespace Linq.Streaming.Planning.Ordering;

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
