using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Joining;

/// <summary>Rows with their join keys, in a list for each partition after the shuffle. Rows with a null key match nothing; they are left out unless rows without a match are kept.</summary>
internal sealed class KeyedRows<TKey, TRow>(PartitionOfKey<TKey> partitions, bool keepsUnmatched) : StageSink
{
    private readonly List<KeyedRow<TKey, TRow>>[] _rows = [.. Enumerable.Range(0, partitions.Count).Select(_ => new List<KeyedRow<TKey, TRow>>())];

    public List<KeyedRow<TKey, TRow>> RowsFor(int partition) => _rows[partition];

    public void Add(TKey key, TRow row)
    {
        if (key is not null || keepsUnmatched)
        {
            _rows[partitions.Of(key)].Add(new KeyedRow<TKey, TRow>(key, row));
        }
    }

    public override void Reset()
    {
        foreach (var rows in _rows)
        {
            rows.Clear();
        }
    }
}

/// <summary>A row with its join key.</summary>
internal readonly struct KeyedRow<TKey, TRow>(TKey key, TRow row)
{
    public readonly TKey Key = key;

    public readonly TRow Row = row;
}
