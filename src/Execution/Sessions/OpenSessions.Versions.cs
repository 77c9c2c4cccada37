using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Sessions;

/// <content>Versions: what an attempt at a batch changes lasts when the batch commits, and is undone when it is attempted again.</content>
/// <remarks>
/// One version is open at a time, and its log holds the sessions of each key as they were when the attempt touched it first. Slots move, so they are put
/// back by key.
/// </remarks>
internal sealed partial class OpenSessions<TKey, TContent>
{
    // What a key had when the attempt touched it first.
    private readonly List<Before> _before = [];
    private readonly List<(int Number, OlderSessions<TContent> Older)> _olderBefore = [];
    private long _version = long.MinValue;
    private int _attempt;

    /// <summary>Starts an attempt at a version: what an earlier one has changed is undone.</summary>
    public void Begin(long version)
    {
        if (_version == version)
        {
            Undo();
        }

        Commit();
        _version = version;
        _attempt++;
    }

    /// <summary>Undoes a version, if it is the open one.</summary>
    public void Rollback(long version)
    {
        if (_version == version)
        {
            Undo();
            Commit();
        }
    }

    public void Commit()
    {
        _before.Clear();
        _olderBefore.Clear();
        _version = long.MinValue;
    }

    /// <summary>Adds a key that has no sessions, and gives its slot.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public int Add(TKey key, uint hashCode)
    {
        ref var before = ref NextBefore();
        (before.Sessions.Key, before.IsNew) = (key, true);
        var slot = _table.Add(key, hashCode);
        _table[slot].Attempt = _attempt;
        return slot;
    }

    /// <summary>Notes what the sessions of a key are before they are changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touch(int slot)
    {
        ref var sessions = ref _table[slot];
        if (sessions.Attempt != _attempt)
        {
            Log(ref sessions);
        }
    }

    /// <summary>A key that has been touched has no sessions after all.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void Remove(int slot)
    {
        SetOlder(ref _table[slot], null);
        _table.RemoveAt(slot);
    }

    /// <summary>The keys that a version has changed, if it is the open one, with all that they have now.</summary>
    public SessionChanges<TKey, TContent> Changes(long version)
    {
        var changes = new SessionChanges<TKey, TContent>();
        if (_version == version)
        {
            // A key that went and came again is in the log twice, which does no harm.
            foreach (ref readonly var before in CollectionsMarshal.AsSpan(_before))
            {
                Add(changes, before.Sessions.Key, Find(before.Sessions.Key, HashOf(before.Sessions.Key)));
            }
        }

        return changes;
    }

    /// <summary>All keys, with all that they have.</summary>
    public SessionChanges<TKey, TContent> Everything()
    {
        var changes = new SessionChanges<TKey, TContent>();
        for (var slot = _table.Next(0); slot >= 0; slot = _table.Next(slot + 1))
        {
            Add(changes, _table[slot].Key, slot);
        }

        return changes;
    }

    public void Clear()
    {
        Commit();
        _table.Clear();
        _times.Clear();
        _older.RemoveRange(1, _older.Count - 1);
        _freeNumbers.Clear();
    }

    /// <summary>Puts back what a key had, in place of what it has.</summary>
    public void Replace(TKey key, ReadOnlySpan<SavedSession<TContent>> sessions)
    {
        _table.Settle();
        if (Find(key, HashOf(key)) is >= 0 and var slot)
        {
            Remove(slot);
        }

        foreach (ref readonly var session in sessions)
        {
            Restore(key, session);
        }
    }

    private void Add(SessionChanges<TKey, TContent> changes, TKey key, int slot)
    {
        var before = changes.Sessions.Count;
        if (slot >= 0)
        {
            foreach (ref readonly var older in OlderOf(_table[slot]) is { } list ? list.All : [])
            {
                changes.Sessions.Add(SavedSession<TContent>.Of(older));
            }

            changes.Sessions.Add(SavedSession<TContent>.Of(_table[slot].Newest));
        }

        changes.Keys.Add(key);
        changes.Counts.Add(changes.Sessions.Count - before);
    }

    // Those of a key come in ascending order.
    private void Restore(TKey key, in SavedSession<TContent> saved)
    {
        _table.Settle();
        var hashCode = HashOf(key);
        var slot = Find(key, hashCode);
        if (slot < 0)
        {
            slot = _table.Add(key, hashCode);
        }
        else
        {
            SetOlder(ref _table[slot], OlderSessions<TContent>.With(OlderOf(_table[slot]), _table[slot].Newest));
        }

        ref var newest = ref _table[slot].Newest;
        newest = OpenSession<TContent>.Of(saved.First, saved.Last);
        newest.Content = saved.Content;
        Schedule(key, ref newest);
    }

    [MethodImpl(HotCode.AtOnce)]
    private void Log(ref KeySessions<TKey, TContent> sessions)
    {
        ref var before = ref NextBefore();
        before.Sessions = sessions;
        before.IsNew = false;
        if (OlderOf(sessions) is { } older)
        {
            _olderBefore.Add((sessions.Older, older));
        }

        sessions.Attempt = _attempt;
    }

    private ref Before NextBefore()
    {
        var count = _before.Count;
        CollectionsMarshal.SetCount(_before, count + 1);
        return ref CollectionsMarshal.AsSpan(_before)[count];
    }

    private void Undo()
    {
        foreach (var (number, older) in _olderBefore)
        {
            _older[number] = older;
        }

        // A key that went and came again is in the log twice; the earlier record is the one that counts, so it goes backwards.
        _table.Settle();
        for (var i = _before.Count - 1; i >= 0; i--)
        {
            Undo(_before[i].Sessions, _before[i].IsNew);
        }

        FreeNumbers();
    }

    private void Undo(in KeySessions<TKey, TContent> before, bool wasNew)
    {
        var hashCode = HashOf(before.Key);
        var slot = Find(before.Key, hashCode);
        if (wasNew)
        {
            _table.RemoveAt(slot);
            return;
        }

        slot = slot >= 0 ? slot : _table.Add(before.Key, hashCode);
        _table[slot] = before;

        // Their times may have been taken. One that comes twice does no harm.
        _times.Add(before.Key, before.Newest.Due);
        foreach (ref readonly var older in OlderOf(before) is { } list ? list.All : [])
        {
            _times.Add(before.Key, older.Due);
        }
    }

    // Which numbers the attempt has taken and given up is not in the log.
    private void FreeNumbers()
    {
        var used = new bool[_older.Count];
        for (var slot = _table.Next(0); slot >= 0; slot = _table.Next(slot + 1))
        {
            used[_table[slot].Older] = true;
        }

        _freeNumbers.Clear();
        for (var number = 1; number < used.Length; number++)
        {
            if (!used[number])
            {
                _older[number] = null;
                _freeNumbers.Push(number);
            }
        }
    }

    private struct Before
    {
        public KeySessions<TKey, TContent> Sessions;

        /// <summary>Whether the key had no sessions.</summary>
        public bool IsNew;
    }
}
