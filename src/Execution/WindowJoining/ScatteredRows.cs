using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>Rows of one task in one window, by the partition that owns their key.</summary>
internal sealed class ScatteredRows<TKey, TRow>(PartitionOfKey<TKey> partitions)
{
    private readonly JoinedRows<TKey, TRow>[] _rows = [.. Enumerable.Range(0, partitions.Count).Select(_ => new JoinedRows<TKey, TRow>())];

    public void Add(TKey key, TRow row) => _rows[partitions.Of(key)].Add(key, row);

    public JoinedRows<TKey, TRow> RowsFor(int partition) => _rows[partition];

    public void Clear()
    {
        foreach (var rows in _rows)
        {
            rows.CutTo(0);
        }
    }
}
