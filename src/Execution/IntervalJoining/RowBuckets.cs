using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>The rows of one side of an interval join in one partition, by bucket of time and key.</summary>
/// <remarks>
/// A bucket is a window of the store: number n holds the times <c>[n · length, (n + 1) · length)</c>. Rows are looked up by key in the few that overlap an interval,
/// and go a whole bucket at a time, so nothing is ever searched for what has become too old.
/// </remarks>
internal sealed class RowBuckets<TKey, TRow>(StableHasher<TKey> hash, long length)
{
    // Neighbouring rows mostly look through the same buckets.
    private readonly List<StateWindow<TKey, BucketRows<TRow>>> _near = [];
    private (long First, long Last)? _nearRange;
    private long _committedCount;

    public InMemoryStateStore<TKey, BucketRows<TRow>> Store { get; } = new(hash);

    /// <summary>The number of rows kept.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a version; what an earlier attempt at it has changed is undone.</summary>
    public void Begin(long version)
    {
        Store.Rollback(version);
        Store.Begin(version);
        (_nearRange, Count) = (null, _committedCount);
    }

    public void Rollback(long version)
    {
        Store.Rollback(version);
        (_nearRange, Count) = (null, _committedCount);
    }

    public void Commit(long version)
    {
        Store.Commit(version);
        _committedCount = Count;
    }

    /// <summary>Called when the store holds what an earlier run had saved.</summary>
    public void OnRestored() => Count = _committedCount = Store.Windows.Sum(CountIn);

    /// <summary>The buckets that have times from <paramref name="earliest"/> to <paramref name="latest"/>. Holds until a row is added.</summary>
    public List<StateWindow<TKey, BucketRows<TRow>>> Between(long earliest, long latest)
    {
        var range = (First: NumberOf(earliest), Last: NumberOf(latest));
        if (_nearRange != range)
        {
            _nearRange = range;
            _near.Clear();
            for (var bucket = Store.FirstFrom(range.First); bucket is not null && bucket.Start <= range.Last; bucket = Store.FirstFrom(bucket.Start + 1))
            {
                _near.Add(bucket);
            }
        }

        return _near;
    }

    /// <summary>The rows of a key in a bucket; none where it has no such key.</summary>
    public static BucketRows<TRow> RowsOf(StateWindow<TKey, BucketRows<TRow>> bucket, TKey key) =>
        bucket.Table.Find(key) is >= 0 and var index ? bucket.Table.Slots[index].Value.Value : default;

    /// <summary>Keeps a row; gives its place among those of its key and bucket.</summary>
    public int Add(in TimedRow<TKey, TRow> row, bool hasMet)
    {
        _nearRange = null;
        Count++;
        ref var rows = ref Change(Store.Open(NumberOf(row.Time)), row.Key);
        var place = rows.Add(row.Row, row.Time);
        if (hasMet)
        {
            rows.SetMet(place);
        }

        return place;
    }

    /// <summary>Notes that a row has met another.</summary>
    public void SetMet(StateWindow<TKey, BucketRows<TRow>> bucket, TKey key, int place) => Change(bucket, key).SetMet(place);

    /// <summary>Finds a row that is kept; false where it has met another.</summary>
    public bool TryFindUnmet(in WaitingRow<TKey> waiting, out TRow row)
    {
        var rows = RowsOf(Store.Find(NumberOf(waiting.Time))!, waiting.Key);
        row = rows.Rows[waiting.Place].Row;
        return !rows.HasMet(waiting.Place);
    }

    /// <summary>All rows that have met none, with times from <paramref name="limit"/> on.</summary>
    public IEnumerable<WaitingRow<TKey>> Unmet(long limit)
    {
        foreach (var (key, rows) in Store.Windows.SelectMany(Store.Scan))
        {
            for (var place = 0; place < rows.Count; place++)
            {
                if (rows.Rows[place].Time >= limit && !rows.HasMet(place))
                {
                    yield return new WaitingRow<TKey>(key, place, rows.Rows[place].Time);
                }
            }
        }
    }

    /// <summary>Removes the buckets all of whose times are less than <paramref name="limit"/>.</summary>
    public void RemoveBefore(long limit)
    {
        while (Store.FirstWindow is { } first && first < NumberOf(limit))
        {
            Count -= CountIn(first);
            Store.RemoveWindow(first);
        }
    }

    private long CountIn(long bucket) => Store.Scan(bucket).Sum(entry => (long)entry.Value.Count);

    private static ref BucketRows<TRow> Change(StateWindow<TKey, BucketRows<TRow>> bucket, TKey key)
    {
        var index = bucket.Touch(key, out _, out var isFirst);
        ref var rows = ref bucket.Table.Slots[index].Value.Value;
        if (isFirst)
        {
            rows.Own();
        }

        return ref rows;
    }

    private long NumberOf(long ticks) => (ticks / length) - (ticks % length < 0 ? 1 : 0);
}
