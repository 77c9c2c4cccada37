using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The open sessions of one partition: by key as versioned state, and in the order in which they may close.</summary>
internal sealed class OpenSessions<TKey, TContent>(StableHasher<TKey> hash, long gap)
{
    /// <summary>The window of the store: keys are in one.</summary>
    private const long Everything = 0;

    private readonly InMemoryStateStore<TKey, KeySessions<TContent>> _store = new(hash);
    private ClosingTimes<TKey> _closingTimes = new(gap);

    /// <summary>The number of keys that have any.</summary>
    public long KeyCount => _store.Count;

    /// <summary>Starts an attempt at a version: what an earlier one has changed is undone.</summary>
    public void Begin(long version)
    {
        _store.Rollback(version);
        _store.Begin(version);
        _closingTimes.Rollback();
    }

    public void Commit(long version)
    {
        _store.Commit(version);
        _closingTimes.Commit();
    }

    public StateSnapshot Snapshot(long version) => _store.Snapshot(version);

    public void Restore(IReadOnlyList<StateSnapshot> snapshots, Func<int, bool> ownsKeyGroup)
    {
        _store.Restore(snapshots, ownsKeyGroup);
        _closingTimes = new ClosingTimes<TKey>(gap);
        foreach (var (key, sessions) in _store.Scan(Everything))
        {
            _closingTimes.Add(key, sessions.Newest.Due);
            foreach (ref readonly var older in sessions.Older is null ? [] : sessions.Older.All)
            {
                _closingTimes.Add(key, older.Due);
            }
        }
    }

    /// <summary>Whether the key has open sessions.</summary>
    public bool Contains(TKey key) => Place(key) >= 0;

    /// <summary>An open session as it is now.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="first">When it starts.</param>
    /// <param name="session">The session.</param>
    public bool TryFind(TKey key, long first, out OpenSession<TContent> session)
    {
        session = default;
        return Place(key) is >= 0 and var place && At(place).TryFind(first, out session);
    }

    /// <summary>The sessions of a key, for changing; they are the default where it has none. Holds until the next call.</summary>
    public ref KeySessions<TContent> Touch(TKey key, out bool isNew) => ref _store.Touch(Everything, key, out isNew);

    /// <summary>A key that has been touched has no sessions after all.</summary>
    public void Remove(TKey key) => _store.Remove(Everything, key);

    /// <summary>Sees to it that a session that is new, or has become older than another of its key, is looked at when it ends.</summary>
    public void Schedule(TKey key, ref OpenSession<TContent> session)
    {
        var end = SessionEnd.Of(session.Last, gap);
        if (session.Due != end)
        {
            session.Due = end;
            _closingTimes.Add(key, end);
        }
    }

    /// <summary>Takes out the session that ends first, if it ends at or before <paramref name="limit"/>.</summary>
    public bool TryClose(long limit, out TKey key, out OpenSession<TContent> session)
    {
        while (true)
        {
            if (_closingTimes.Soon(limit) is { IsEmpty: false } soon && _store.Find(Everything) is { Table: var table })
            {
                _ = ReadAhead(table, soon);
            }

            if (!_closingTimes.TryTake(limit, out key, out var due))
            {
                session = default;
                return false;
            }

            // Entries of a key come in the order of its sessions, so one that is not the oldest one's is of a session that is gone.
            if (Place(key) is >= 0 and var place && (session = At(place).Oldest).Due == due && !IsDeferred(key, place))
            {
                RemoveOldest(key, place);
                return true;
            }
        }
    }

    /// <summary>Reads where the sessions of keys are: see <see cref="KeyedTable{TKey,TValue}.ReadAhead"/>.</summary>
    public void ReadAhead<TPartial>(KeyedTable<TKey, TPartial> keys, int from, int to)
    {
        if (_store.Find(Everything) is { Table: var table })
        {
            _ = ReadAhead(table, keys, from, to);
        }
    }

    // What these return would not be computed if they were inlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint ReadAhead<TPartial>(KeyedTable<TKey, StateEntry<KeySessions<TContent>>> table, KeyedTable<TKey, TPartial> keys, int from, int to)
    {
        var read = 0u;
        var slots = keys.Slots;
        for (var position = from; position < to; position++)
        {
            read += table.ReadAhead(slots[keys.SlotAt(position)].Key);
        }

        return read;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint ReadAhead(KeyedTable<TKey, StateEntry<KeySessions<TContent>>> table, ReadOnlySpan<TKey> keys)
    {
        var read = 0u;
        foreach (var key in keys)
        {
            read += table.ReadAhead(key);
        }

        return read;
    }

    // Rows may have extended the newest session of a key since; it is looked at again at its end. That is not a change of the state: see Due.
    private bool IsDeferred(TKey key, int place)
    {
        ref var sessions = ref At(place);
        if (sessions.Oldest.Due == SessionEnd.Of(sessions.Oldest.Last, gap))
        {
            return false;
        }

        Schedule(key, ref sessions.Newest);
        return true;
    }

    private void RemoveOldest(TKey key, int place)
    {
        if (At(place).Older is { } older)
        {
            Touch(key, out _).Older = older.WithoutOldest();
        }
        else
        {
            Remove(key);
        }
    }

    // Where in the table of the store the key is, or -1.
    private int Place(TKey key) =>
        _store.Find(Everything) is { Table: var table } && table.Find(key) is >= 0 and var place && table.Slots[place].Value.Exists ? place : -1;

    private ref KeySessions<TContent> At(int place) => ref _store.Find(Everything)!.Table.Slots[place].Value.Value;
}
