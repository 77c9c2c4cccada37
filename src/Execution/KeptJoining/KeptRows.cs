using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.KeptJoining;

/// <summary>Everything so far of one side of a join, in one partition: the rows of each key, in the order in which they came.</summary>
internal sealed class KeptRows<TKey, TRow>
{
    private const long Everything = 0;
    private readonly InMemoryStateStore<TKey, CollectedRows<TRow>> _rows;
    private readonly KeyLifetimes<TKey>? _lifetimes;

    public KeptRows(StableHasher<TKey> hash, TimeSpan? timeToLive)
    {
        _rows = new InMemoryStateStore<TKey, CollectedRows<TRow>>(hash);
        _lifetimes = timeToLive is { } time ? new KeyLifetimes<TKey>(hash, time.Ticks) : null;
        Stores = _lifetimes is null ? [_rows] : [_rows, .. _lifetimes.Stores];
    }

    public IReadOnlyList<IStateStore> Stores { get; }

    /// <summary>The number of keys.</summary>
    public long Count => _rows.Count;

    /// <summary>Starts an attempt at a batch: what an earlier one has changed is undone, and keys whose time is over are forgotten.</summary>
    public void Begin(long version, long ticks)
    {
        foreach (var store in Stores)
        {
            store.Rollback(version);
            store.Begin(version);
        }

        foreach (var key in _lifetimes?.Expire(ticks) ?? [])
        {
            _rows.Remove(Everything, key);
        }
    }

    public void Add(TKey key, TRow row, long ticks)
    {
        _rows.Touch(Everything, key, out _).Add(row);
        _lifetimes?.Touch(key, ticks);
    }

    /// <summary>The rows with a key; a null key matches nothing.</summary>
    public CollectedRows<TRow> Of(TKey key) => key is not null && _rows.TryGet(Everything, key, out var rows) ? rows : default;

    /// <summary>Every key with its rows.</summary>
    public IEnumerable<KeyValuePair<TKey, CollectedRows<TRow>>> All() => _rows.Scan(Everything);

    public void Commit(long version)
    {
        foreach (var store in Stores)
        {
            store.Commit(version);
        }
    }
}
