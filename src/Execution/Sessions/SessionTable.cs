using System.Numerics;
using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>An open-addressing table of the keys that have open sessions.</summary>
/// <remarks>
/// Everything about a key lies in its slot, because a table of so many keys is outside of the caches, and what a row or a closing costs is above all how
/// many places of memory it has to come to. Keys come and go all the time, so one that goes leaves nothing behind: those that come after it move up, and
/// the table never has to be cleaned. A slot is therefore good only until the next key is added or removed.
/// </remarks>
internal sealed class SessionTable<TKey, TContent>
{
    private KeySessions<TKey, TContent>[] _slots = [];
    private ulong _multiplier = TablePlacement.Golden;
    private int _shift;
    private int _limit;
    private bool _isCrowded;
    private int _reseededSize;

    public SessionTable() => Allocate(TablePlacement.SlotsFor(0));

    /// <summary>The number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>All slots, also free ones.</summary>
    public Span<KeySessions<TKey, TContent>> Slots => _slots;

    public ref KeySessions<TKey, TContent> this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _slots[slot];
    }

    /// <summary>The hash code of a key: never 0, and good until <see cref="Settle"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint HashOf(TKey key) => (uint)((KeyHash<TKey>.Of(key) * _multiplier) >> 32) | 1;

    /// <summary>The slot of a key, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(TKey key, uint hash)
    {
        var slots = _slots;
        for (var slot = Home(hash); ; slot = (slot + 1) & (slots.Length - 1))
        {
            ref var found = ref slots[slot];
            if (found.Hash == hash && KeyHash<TKey>.Equal(found.Key, key))
            {
                return slot;
            }

            if (found.Hash == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Adds a key that is not there; its sessions are the default.</summary>
    public int Add(TKey key, uint hash)
    {
        if (Count == _limit)
        {
            Resize(_slots.Length * 2);
        }

        Count++;
        var slot = FreeSlot(hash);
        _isCrowded |= Distance(Home(hash), slot) > TablePlacement.LongestProbe;
        (_slots[slot].Key, _slots[slot].Hash) = (key, hash);
        return slot;
    }

    /// <summary>Removes a key.</summary>
    public void RemoveAt(int slot)
    {
        var slots = _slots;
        var hole = slot;

        // A key may move up as long as it does not come before its home.
        for (var next = After(hole); slots[next].Hash is not 0 and var hash; next = After(next))
        {
            if (Distance(Home(hash), next) >= Distance(hole, next))
            {
                slots[hole] = slots[next];
                hole = next;
            }
        }

        slots[hole] = default;
        Count--;
    }

    /// <summary>Reads where a key should be, so that it is at hand when it is looked up soon. The result means nothing, but must be used, or nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadAhead(uint hash)
    {
        // A slot may lie on two cache lines, so both ends are read; and whatever is done with it needs to know whether the next one is free.
        var home = Home(hash);
        ref var slot = ref _slots[home];
        return slot.Hash + Unsafe.As<KeySessions<TKey, TContent>, byte>(ref slot) + _slots[After(home)].Hash;
    }

    /// <summary>Takes another multiplier where keys crowd, by an unlucky pattern or by an attacker's design; called when nobody holds a hash code.</summary>
    public void Settle()
    {
        // Once for each size: keys whose hash codes are equal would gain nothing from more.
        if (_isCrowded && _reseededSize != _slots.Length)
        {
            (_reseededSize, _multiplier) = (_slots.Length, TablePlacement.RandomMultiplier());
            foreach (ref var slot in Slots)
            {
                slot.Hash = slot.Hash == 0 ? 0 : HashOf(slot.Key);
            }

            Resize(_slots.Length);
        }

        _isCrowded = false;
    }

    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(uint hash) => (int)(hash >> _shift);

    private int After(int slot) => (slot + 1) & (_slots.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_slots.Length - 1);

    private int FreeSlot(uint hash)
    {
        var slot = Home(hash);
        while (_slots[slot].Hash != 0)
        {
            slot = After(slot);
        }

        return slot;
    }

    private void Resize(int capacity)
    {
        var old = _slots;
        Allocate(capacity);
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Hash != 0)
            {
                _slots[FreeSlot(slot.Hash)] = slot;
            }
        }
    }

    private void Allocate(int capacity)
    {
        _slots = new KeySessions<TKey, TContent>[capacity];
        _shift = 32 - BitOperations.Log2((uint)capacity);
        _limit = TablePlacement.EntriesFor(capacity);
    }
}
