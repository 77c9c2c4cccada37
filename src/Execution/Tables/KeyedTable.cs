using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Tables;

/// <summary>An open-addressing hash table from keys to accumulators that are updated in place. Not thread-safe.</summary>
/// <remarks>
/// <para>
/// While it is small, key and value lie side by side in one array of slots, so that a hit costs one cache line; a list of the used slots keeps the order of
/// insertion. A slot is in use when its stamp carries the table's generation (upper 16 bits), so <see cref="Clear"/> only starts another
/// one. For keys that contain references the lower 16 bits hold a part of the hash, which saves nearly every comparison with another key.
/// A table that outgrows the caches becomes dense: see the other part.
/// </para>
/// <para>
/// Generated code writes <c>i = table.GetIndex(key); table.Slots[i].Value.F += x;</c>. It must read <see cref="Slots"/> after the call
/// and not keep it, or a reference into it, over the next one: the array is replaced when the table grows.
/// </para>
/// </remarks>
internal sealed partial class KeyedTable<TKey, TValue>
{
    private const uint GenerationStep = 1 << 16;

    /// <summary>The slots. Only those at <see cref="SlotAt"/> hold entries.</summary>
    public KeyedSlot<TKey, TValue>[] Slots;

    private int[] _used;
    private int _count;
    private int _capacity;
    private int _shift;
    private uint _generation = GenerationStep;
    private ulong _multiplier = TablePlacement.Golden;
    private bool _reseeded;

    /// <summary>Makes a table for <paramref name="capacity"/> entries; it grows when there are more.</summary>
    public KeyedTable(int capacity = 0)
    {
        var slots = TablePlacement.SlotsFor(capacity);
        if (IsLarge(slots))
        {
            AllocateDense(capacity);
        }
        else
        {
            Allocate(slots);
        }
    }

    /// <summary>The number of entries.</summary>
    public int Count => _count;

    /// <summary>Whether entries are found through buckets, since the table is larger than the caches.</summary>
    public bool IsDense => _buckets is not null;

    /// <summary>The index in <see cref="Slots"/> of the entry that was inserted as number <paramref name="position"/>, from 0.</summary>
    public int SlotAt(int position) => _buckets is null ? _used[position] : position;

    /// <summary>The index in <see cref="Slots"/> of the key's entry, which is inserted with the default value if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetIndex(TKey key)
    {
        if (typeof(TKey) == typeof(ValueTuple))
        {
            return _count == 0 ? Insert(key, 0, 0) : 0;
        }

        if (_buckets is not null)
        {
            return GetDense(key);
        }

        var hash = KeyHash<TKey>.Of(key) * _multiplier;
        var stamp = StampOf(hash);
        var slots = Slots;
        var index = (int)(hash >> _shift);
        while (true)
        {
            ref var slot = ref slots[index];
            if (slot.Stamp == stamp)
            {
                if (KeyHash<TKey>.Equal(slot.Key, key))
                {
                    return index;
                }
            }
            else if (!KeyHash<TKey>.HasTag || slot.Stamp >> 16 != stamp >> 16)
            {
                return Insert(key, index, hash);
            }

            index = (index + 1) & (slots.Length - 1);
        }
    }

    /// <summary>The index in <see cref="Slots"/> of the key's entry, or -1.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public int Find(TKey key)
    {
        if (typeof(TKey) == typeof(ValueTuple))
        {
            return _count - 1;
        }

        if (_buckets is not null)
        {
            return FindDense(key);
        }

        var hash = KeyHash<TKey>.Of(key) * _multiplier;
        var stamp = StampOf(hash);
        var slots = Slots;
        for (var index = (int)(hash >> _shift); ; index = (index + 1) & (slots.Length - 1))
        {
            ref var slot = ref slots[index];
            if (slot.Stamp >> 16 != stamp >> 16)
            {
                return -1;
            }

            if (slot.Stamp == stamp && KeyHash<TKey>.Equal(slot.Key, key))
            {
                return index;
            }
        }
    }

    /// <summary>Removes all entries and keeps the memory. Takes constant time unless entries hold references, which are let go, or the table is dense, whose buckets are emptied.</summary>
    public void Clear()
    {
        // While entries still say which buckets are theirs.
        if (_buckets is not null)
        {
            ClearBuckets();
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<KeyedSlot<TKey, TValue>>())
        {
            for (var position = 0; position < _count; position++)
            {
                Slots[SlotAt(position)] = default;
            }
        }

        _count = 0;
        _generation += GenerationStep;
        if (_generation == 0)
        {
            // Stamps of 65,535 generations ago would look like those of now.
            Array.Clear(Slots);
            _generation = GenerationStep;
        }
    }

    /// <summary>Makes room for <paramref name="count"/> entries in all.</summary>
    public void EnsureCapacity(int count)
    {
        if (count > _capacity)
        {
            Grow(count);
        }
    }

    /// <summary>Removes the entry inserted last.</summary>
    /// <remarks>The only entry that can simply go: no other key was ever placed behind it.</remarks>
    public void RemoveLast()
    {
        var index = SlotAt(_count - 1);
        if (_buckets is not null)
        {
            FreeBucket(_count - 1);
        }

        _count--;
        Slots[index] = default;
    }

    [MethodImpl(HotCode.AtOnce)]
    private int Insert(TKey key, int index, ulong hash)
    {
        if (_count == _capacity)
        {
            Grow(_count + 1);
            if (_buckets is not null)
            {
                return GetDense(key);
            }

            index = FreeSlot(hash = KeyHash<TKey>.Of(key) * _multiplier);
        }
        else if (Displacement(index, hash) > TablePlacement.LongestProbe && !_reseeded)
        {
            // Once for each size: keys whose hash codes are equal would gain nothing from more.
            _reseeded = true;
            Rehash(Slots.Length, TablePlacement.RandomMultiplier());
            index = FreeSlot(hash = KeyHash<TKey>.Of(key) * _multiplier);
        }

        ref var slot = ref Slots[index];
        slot.Stamp = StampOf(hash);
        slot.Key = key;
        slot.Value = default!;
        _used[_count++] = index;
        return index;
    }

    private void Grow(int count)
    {
        var slots = TablePlacement.SlotsFor(count);
        if (_buckets is not null || IsLarge(slots))
        {
            GrowDense(count);
            return;
        }

        var displaced = Rehash(slots, _multiplier);
        for (var attempt = 0; attempt < 3 && TablePlacement.IsCrowded(displaced, _count, Slots.Length); attempt++)
        {
            displaced = Rehash(Slots.Length, TablePlacement.RandomMultiplier());
        }

        _reseeded = false;
    }

    /// <summary>Moves all entries into a new array, in the order of insertion (see <see cref="RemoveLast"/>); returns how far they lie from home in all.</summary>
    [MethodImpl(HotCode.AtOnce)]
    private long Rehash(int capacity, ulong multiplier)
    {
        var (slots, used) = (Slots, _used);
        Allocate(capacity);
        _multiplier = multiplier;
        var displaced = 0L;
        for (var position = 0; position < _count; position++)
        {
            ref var slot = ref slots[used[position]];
            var hash = KeyHash<TKey>.Of(slot.Key) * multiplier;
            var index = FreeSlot(hash);
            displaced += Displacement(index, hash);
            Slots[index] = slot;
            Slots[index].Stamp = StampOf(hash);
            _used[position] = index;
        }

        return displaced;
    }

    private int FreeSlot(ulong hash)
    {
        var index = (int)(hash >> _shift);
        while (Slots[index].Stamp >> 16 == _generation >> 16)
        {
            index = (index + 1) & (Slots.Length - 1);
        }

        return index;
    }

    [MemberNotNull(nameof(Slots), nameof(_used))]
    private void Allocate(int slots)
    {
        Slots = new KeyedSlot<TKey, TValue>[slots];
        _capacity = TablePlacement.EntriesFor(slots);
        _used = new int[_capacity];
        _shift = 64 - BitOperations.Log2((uint)slots);
    }

    private static bool IsLarge(int slots) => (long)slots * Unsafe.SizeOf<KeyedSlot<TKey, TValue>>() > TablePlacement.LargestSparse;

    private int Displacement(int index, ulong hash) => (index - (int)(hash >> _shift)) & (Slots.Length - 1);

    private uint StampOf(ulong hash) => KeyHash<TKey>.HasTag ? _generation | (ushort)(hash >> 16) : _generation;
}
