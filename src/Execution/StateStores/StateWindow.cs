using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>The entries of one window, and the way in which generated code changes them.</summary>
/// <remarks>
/// <c>i = window.Touch(key, out added); window.Table.Slots[i].Value.Value += x;</c>. An instance holds until the next commit or
/// rollback, which may drop the window or give it another table; so ask the store for it anew in each batch.
/// </remarks>
internal sealed class StateWindow<TKey, TValue>
{
    private readonly VersionLogs<TKey, TValue> _logs;
    private int _live;

    public StateWindow(long start, KeyedTable<TKey, StateEntry<TValue>> table, VersionLogs<TKey, TValue> logs)
    {
        (Start, Table, _logs) = (start, table, logs);
        OpenedIn = logs.Current.Version;
    }

    /// <summary>All entries, also the places of removed ones: look at <see cref="StateEntry{TValue}.Exists"/>.</summary>
    public KeyedTable<TKey, StateEntry<TValue>> Table;

    public long Start { get; }

    /// <summary>The version that opened the window. Its log drops the window as a whole, so it logs none of the entries.</summary>
    public long OpenedIn { get; }

    /// <summary>The number of entries that exist.</summary>
    public int Live => _live;

    /// <summary>The version that inserted entries last: its log knows how many there were before.</summary>
    public long InsertedIn { get; private set; } = long.MinValue;

    /// <summary>Whether the store has it on its list of windows with places to free.</summary>
    public bool IsListedSparse { get; set; }

    /// <summary>The slot of the key's entry, which is added with the default value if there is none. The caller may then change the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Touch(TKey key, out bool added) => Touch(key, out added, out _);

    /// <summary>As <see cref="Touch(TKey, out bool)"/>; also says whether this version had not touched the entry before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Touch(TKey key, out bool added, out bool first)
    {
        var log = _logs.Current;
        var before = Table.Count;
        var index = Table.GetIndex(key);
        added = false;
        first = Table.Slots[index].Value.Stamp != StateEntry<TValue>.StampOf(log.Version);
        if (first)
        {
            added = TouchFirst(index, log, inserted: Table.Count != before);
        }

        return index;
    }

    /// <summary>As <c>Touch</c>, for an entry that is not touched yet, whose slot the caller has got from <see cref="Table"/>; true if it was added.</summary>
    /// <remarks>All entries of the table have stamps but one that was just inserted.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TouchFirst(int index, UndoLog<TKey, TValue> log)
    {
        // The two frequent cases: an entry of an earlier batch, and a new one.
        ref var slot = ref Table.Slots[index];
        if (slot.Value.Exists && OpenedIn != log.Version)
        {
            log.AddTouched(this, slot.Key, slot.Value);
            slot.Value.Touch(log.Version, exists: true);
            return false;
        }

        if (slot.Value.Stamp == 0 && (InsertedIn == log.Version || OpenedIn == log.Version))
        {
            slot.Value.Touch(log.Version, exists: true);
            _live++;
            return true;
        }

        return TouchFirst(index, log, inserted: slot.Value.Stamp == 0);
    }

    /// <summary>Marks the key's entry as removed; false if there is none. Only for the store, which frees the place later.</summary>
    public bool Remove(TKey key)
    {
        var log = _logs.Current;
        var index = Table.Find(key);
        if (index < 0 || !Table.Slots[index].Value.Exists)
        {
            return false;
        }

        ref var entry = ref Table.Slots[index].Value;
        Log(ref entry, key, log);
        entry.Touch(log.Version, exists: false);
        entry.Value = default!;
        _live--;
        return true;
    }

    /// <summary>Puts entries back as they were before a version touched them.</summary>
    public void UndoTouches(ReadOnlySpan<UndoRecord<TKey, TValue>> records)
    {
        foreach (ref readonly var record in records)
        {
            ref var entry = ref Table.Slots[Table.Find(record.Key)].Value;
            _live += (record.Old.Exists ? 1 : 0) - (entry.Exists ? 1 : 0);
            entry = record.Old;
        }
    }

    /// <summary>Takes out the entries that came last; undoing goes backwards, so they are those that were inserted.</summary>
    /// <param name="count">How many places there were before.</param>
    /// <param name="insertedIn">The version that had inserted before.</param>
    public void UndoInserts(int count, long insertedIn)
    {
        while (Table.Count > count)
        {
            _live -= Table.Slots[Table.SlotAt(Table.Count - 1)].Value.Exists ? 1 : 0;
            Table.RemoveLast();
        }

        InsertedIn = insertedIn;
    }

    /// <summary>Moves to another table without the places of removed entries, except those that an open version may still put back.</summary>
    public void CompactInto(KeyedTable<TKey, StateEntry<TValue>> table, long committedVersion)
    {
        table.EnsureCapacity(Live);
        for (var position = 0; position < Table.Count; position++)
        {
            ref var slot = ref Table.Slots[Table.SlotAt(position)];
            if (slot.Value.Exists || slot.Value.Version > committedVersion)
            {
                var index = table.GetIndex(slot.Key);
                table.Slots[index].Value = slot.Value;
            }
        }

        Table = table;
    }

    [MethodImpl(HotCode.AtOnce)]
    private bool TouchFirst(int index, UndoLog<TKey, TValue> log, bool inserted)
    {
        ref var slot = ref Table.Slots[index];
        ref var entry = ref slot.Value;
        if (!inserted)
        {
            Log(ref entry, slot.Key, log);
        }
        else if (OpenedIn != log.Version && InsertedIn != log.Version)
        {
            log.AddInserted(this, Table.Count - 1, InsertedIn);
            InsertedIn = log.Version;
        }

        var added = !entry.Exists;
        entry.Touch(log.Version, exists: true);
        _live += added ? 1 : 0;
        return added;
    }

    /// <summary>Keeps what the entry is now, unless this version has done so before.</summary>
    private void Log(ref StateEntry<TValue> entry, TKey key, UndoLog<TKey, TValue> log)
    {
        if (entry.Version == log.Version)
        {
            return;
        }

        if (OpenedIn != log.Version)
        {
            log.AddTouched(this, key, entry);
        }
    }
}
