using System.Numerics;
using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>An open-addressing table of the keys that have open sessions.</summary>
/// <remarks>
/// <para>
/// Such a table is larger than the caches, and what a row or a closing costs is above all how many places of memory it has to come to. So everything about
/// a key lies in its slot; and the hash codes, which tell where a search ends, lie in an array by themselves, ten times smaller and mostly at hand.
/// </para>
/// <para>
/// Keys come and go all the time, so one that goes leaves nothing behind: those that come after it move up, and the table never has to be cleaned. A slot
/// is therefore good only until the next key is added or removed.
/// </para>
/// </remarks>
internal sealed class SessionTable<TKey, TContent>
{
    private KeySessions<TKey, TContent>[] _slots = [];

    // By slot: the key's hash code; 0 where the slot is free.
    private uint[] _hashes = [];
    private ulong _multiplier = TablePlacement.Golden;
    private int _shift;
    private int _limit;
    private bool _isCrowded;
    private int _reseededSize;

    public SessionTable() => Allocate(TablePlacement.SlotsFor(0));

    /// <summary>The number of keys.</summary>
    public int Count { get; private set; }

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
        var hashes = _hashes;
        for (var slot = Home(hash); ; slot = (slot + 1) & (hashes.Length - 1))
        {
            var found = hashes[slot];
            if (found == hash && KeyHash<TKey>.Equal(_slots[slot].Key, key))
            {
                return slot;
            }

            if (found == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Adds a key that is not there; its sessions are for the caller to set.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public int Add(TKey key, uint hash)
    {
        if (Count == _limit)
        {
            Resize(_slots.Length * 2);
        }

        Count++;
        var slot = FreeSlot(hash);
        _isCrowded |= Distance(Home(hash), slot) > TablePlacement.LongestProbe;
        _hashes[slot] = hash;
        _slots[slot].Key = key;
        _slots[slot].Older = 0;
        return slot;
    }

    /// <summary>Removes a key.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void RemoveAt(int slot)
    {
        var (hashes, slots) = (_hashes, _slots);
        var hole = slot;

        // A key may move up as long as it does not come before its home.
        for (var next = After(hole); hashes[next] is not 0 and var hash; next = After(next))
        {
            if (Distance(Home(hash), next) >= Distance(hole, next))
            {
                (hashes[hole], slots[hole]) = (hash, slots[next]);
                hole = next;
            }
        }

        hashes[hole] = 0;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<KeySessions<TKey, TContent>>())
        {
            slots[hole] = default;
        }

        Count--;
    }

    /// <summary>The first slot from <paramref name="slot"/> on that is in use, or -1.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public int Next(int slot)
    {
        while (slot < _hashes.Length && _hashes[slot] == 0)
        {
            slot++;
        }

        return slot < _hashes.Length ? slot : -1;
    }

    /// <summary>Reads where the search for a key begins, so that it is at hand soon. The result means nothing, but must be used, or nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadHashAhead(uint hash) => _hashes[Home(hash)];

    /// <summary>As <see cref="ReadHashAhead"/>, after it: reads the slot that the key has or will have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadSlotAhead(uint hash)
    {
        var hashes = _hashes;
        var place = Home(hash);
        while (hashes[place] != hash && hashes[place] != 0)
        {
            place = (place + 1) & (hashes.Length - 1);
        }

        // A slot may lie on two cache lines, so both ends are read.
        ref var slot = ref Unsafe.As<KeySessions<TKey, TContent>, byte>(ref _slots[place]);
        return (uint)slot + Unsafe.AddByteOffset(ref slot, Unsafe.SizeOf<KeySessions<TKey, TContent>>() - 1);
    }

    /// <summary>Takes another multiplier where keys crowd, by an unlucky pattern or by an attacker's design; called when nobody holds a hash code.</summary>
    public void Settle()
    {
        // Once for each size: keys whose hash codes are equal would gain nothing from more.
        if (_isCrowded && _reseededSize != _slots.Length)
        {
            (_reseededSize, _multiplier) = (_slots.Length, TablePlacement.RandomMultiplier());
            for (var slot = Next(0); slot >= 0; slot = Next(slot + 1))
            {
                _hashes[slot] = HashOf(_slots[slot].Key);
            }

            Resize(_slots.Length);
        }

        _isCrowded = false;
    }

    public void Clear()
    {
        Array.Clear(_hashes);
        Array.Clear(_slots);
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(uint hash) => (int)(hash >> _shift);

    private int After(int slot) => (slot + 1) & (_hashes.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_hashes.Length - 1);

    private int FreeSlot(uint hash)
    {
        var slot = Home(hash);
        while (_hashes[slot] != 0)
        {
            slot = After(slot);
        }

        return slot;
    }

    [MethodImpl(HotCode.AtOnce)]
    private void Resize(int capacity)
    {
        var (hashes, slots) = (_hashes, _slots);
        Allocate(capacity);
        for (var old = 0; old < hashes.Length; old++)
        {
            if (hashes[old] is not 0 and var hash)
            {
                var slot = FreeSlot(hash);
                (_hashes[slot], _slots[slot]) = (hash, slots[old]);
            }
        }
    }

    private void Allocate(int capacity)
    {
        _slots = new KeySessions<TKey, TContent>[capacity];
        _hashes = new uint[capacity];
        _shift = 32 - BitOperations.Log2((uint)capacity);
        _limit = TablePlacement.EntriesFor(capacity);
    }
}
