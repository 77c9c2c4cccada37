using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The open sessions of one partition: by key as versioned state, and by when they may close.</summary>
internal sealed partial class OpenSessions<TKey, TContent>(long gap)
{
    /// <summary>How many keys are read ahead: what they need of memory is asked for at once, so that they wait together and not one after the other.</summary>
    public const int Ahead = 64;

    private readonly SessionTable<TKey, TContent> _table = new();
    private readonly ClosingTimes<TKey> _times = new(gap);
    private readonly List<(long Due, TKey Key)> _due = [];

    // Sessions before the newest of their key. Few keys have any, so the slot of a key has only the number of the list; number 0 is no list.
    private readonly List<OlderSessions<TContent>?> _older = [null];
    private readonly Stack<int> _freeNumbers = new();

    /// <summary>The number of keys that have any.</summary>
    public long KeyCount => _table.Count;

    /// <summary>The sessions of a key, for changing once <see cref="Touch"/> has been called. Holds until a key is added or removed.</summary>
    public ref KeySessions<TKey, TContent> this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _table[slot];
    }

    /// <summary>The hash code of a key, until <see cref="ReadAhead{TValue}"/> is called again.</summary>
    public uint HashOf(TKey key) => _table.HashOf(key);

    /// <summary>The slot of a key, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(TKey key, uint hashCode) => _table.Find(key, hashCode);

    /// <summary>The open session that has a time between its first and last row; false where there is none.</summary>
    public bool TryFind(TKey key, long time, out OpenSession<TContent> session)
    {
        session = default;
        if (Find(key, HashOf(key)) is not (>= 0 and var slot))
        {
            return false;
        }

        session = _table[slot].Newest;
        var older = OlderOf(_table[slot]);
        for (var i = (older?.All.Length ?? 0) - 1; i >= 0 && session.First > time; i--)
        {
            session = older!.All[i];
        }

        return session.First <= time && time <= session.Last;
    }

    /// <summary>Those before the newest, ascending; null where there are none. All are <see cref="OpenSession{TContent}.Due"/> at their ends.</summary>
    public OlderSessions<TContent>? OlderOf(in KeySessions<TKey, TContent> sessions) => _older[sessions.Older];

    /// <summary>Changes those before the newest.</summary>
    public void SetOlder(ref KeySessions<TKey, TContent> sessions, OlderSessions<TContent>? older)
    {
        if (sessions.Older != 0)
        {
            _older[sessions.Older] = older;
            if (older is null)
            {
                _freeNumbers.Push(sessions.Older);
                sessions.Older = 0;
            }
        }
        else if (older is not null)
        {
            sessions.Older = NumberOf(older);
        }
    }

    /// <summary>Sees to it that a session that is new, or has become older than another of its key, is looked at when it ends.</summary>
    public void Schedule(TKey key, ref OpenSession<TContent> session)
    {
        var end = SessionEnd.Of(session.Last, gap);
        if (session.Due != end)
        {
            session.Due = end;
            _times.Add(key, end);
        }
    }

    /// <summary>Reads where the sessions of keys are, and gives the keys' hash codes.</summary>
    public void ReadAhead<TValue>(ReadOnlySpan<KeyedEntry<TKey, TValue>> entries, Span<uint> hashCodes)
    {
        _table.Settle();
        _ = Read(entries, hashCodes);
    }

    /// <summary>Takes out all sessions that end at or before <paramref name="limit"/>, in any order.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void Close(long limit, IClosing<TKey, TContent> closing)
    {
        _due.Clear();
        _times.Take(limit, _due);
        Span<uint> hashCodes = stackalloc uint[Ahead];
        for (var from = 0; from < _due.Count; from += Ahead)
        {
            var next = CollectionsMarshal.AsSpan(_due).Slice(from, Math.Min(Ahead, _due.Count - from));
            _table.Settle();
            _ = Read(next, hashCodes);
            for (var i = 0; i < next.Length; i++)
            {
                if (Find(next[i].Key, hashCodes[i]) is >= 0 and var slot)
                {
                    Close(slot, next[i].Due, limit, closing);
                }
            }
        }
    }

    // What these return would not be computed if they were inlined.
    [MethodImpl(HotCode.AtOnce)]
    private uint Read<TValue>(ReadOnlySpan<KeyedEntry<TKey, TValue>> entries, Span<uint> hashCodes)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            hashCodes[i] = _table.HashOf(entries[i].Key);
        }

        return Read(hashCodes[..entries.Length]);
    }

    [MethodImpl(HotCode.AtOnce)]
    private uint Read(ReadOnlySpan<(long Due, TKey Key)> keys, Span<uint> hashCodes)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            hashCodes[i] = _table.HashOf(keys[i].Key);
        }

        return Read(hashCodes[..keys.Length]);
    }

    [MethodImpl(HotCode.AtOnce)]
    private uint Read(ReadOnlySpan<uint> hashCodes)
    {
        var read = 0u;
        foreach (var hashCode in hashCodes)
        {
            read += _table.ReadHashAhead(hashCode);
        }

        foreach (var hashCode in hashCodes)
        {
            read += _table.ReadSlotAhead(hashCode);
        }

        return read;
    }

    [MethodImpl(HotCode.AtOnce)]
    private void Close(int slot, long due, long limit, IClosing<TKey, TContent> closing)
    {
        ref var sessions = ref _table[slot];
        if (sessions.Older != 0)
        {
            CloseOlder(slot, limit, closing);
        }

        if (SessionEnd.Of(sessions.Newest.Last, gap) <= limit)
        {
            Touch(slot);
            closing.OnClosed(sessions.Key, sessions.Newest);
            _table.RemoveAt(slot);
        }
        else if (sessions.Newest.Due == due)
        {
            // Rows have extended it since. That is not a change of the state: see Due.
            Schedule(sessions.Key, ref sessions.Newest);
        }
    }

    private void CloseOlder(int slot, long limit, IClosing<TKey, TContent> closing)
    {
        ref var sessions = ref _table[slot];
        while (OlderOf(sessions) is { } older && SessionEnd.Of(older.Oldest.Last, gap) <= limit)
        {
            Touch(slot);
            closing.OnClosed(sessions.Key, older.Oldest);
            SetOlder(ref sessions, older.WithoutOldest());
        }
    }

    private int NumberOf(OlderSessions<TContent> older)
    {
        if (_freeNumbers.TryPop(out var number))
        {
            _older[number] = older;
            return number;
        }

        _older.Add(older);
        return _older.Count - 1;
    }
}
