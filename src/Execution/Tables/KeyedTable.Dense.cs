using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Tables;

/// <content>Large tables: entries side by side in the order in which they came, found through buckets of eight bytes.</content>
/// <remarks>
/// A table that does not fit the caches waits for memory at each look-up, and half of its lines would be of empty slots. Buckets are small enough to
/// stay nearer, and a new entry is written behind the last one. A bucket holds 32 bits of the hash and the entry's position plus a base that
/// <see cref="Clear"/> moves past all positions given so far, so that old buckets are free.
/// </remarks>
internal sealed partial class KeyedTable<TKey, TValue>
{
    private ulong[]? _buckets;
    private int _bucketShift;
    private uint _base;

    [MethodImpl(HotCode.AtOnce)]
    private int GetDense(TKey key)
    {
        var buckets = _buckets!;
        var hash = SpreadHash(key);
        var index = hash >> _bucketShift;
        while (true)
        {
            var bucket = buckets[index];
            var position = (uint)bucket - _base;
            if (position >= (uint)_count)
            {
                return InsertDense(key, index, hash);
            }

            if ((uint)(bucket >> 32) == hash && KeyHash<TKey>.Equal(Slots[position].Key, key))
            {
                return (int)position;
            }

            index = (index + 1) & ((uint)buckets.Length - 1);
        }
    }

    [MethodImpl(HotCode.AtOnce)]
    private int FindDense(TKey key)
    {
        var buckets = _buckets!;
        var hash = SpreadHash(key);
        for (var index = hash >> _bucketShift; ; index = (index + 1) & ((uint)buckets.Length - 1))
        {
            var position = (uint)buckets[index] - _base;
            if (position >= (uint)_count)
            {
                return -1;
            }

            if ((uint)(buckets[index] >> 32) == hash && KeyHash<TKey>.Equal(Slots[position].Key, key))
            {
                return (int)position;
            }
        }
    }

    // The entry itself is read as well, where the first bucket has one: only that of the key mostly.
    private uint ReadAheadDense(TKey key)
    {
        var hash = SpreadHash(key);
        var bucket = _buckets![hash >> _bucketShift];
        var position = (uint)bucket - _base;
        return position < (uint)_count && (uint)(bucket >> 32) == hash ? Slots[position].Stamp : (uint)bucket;
    }

    private int InsertDense(TKey key, uint index, uint hash)
    {
        if (_count == _capacity)
        {
            GrowDense(_count + 1);
            index = FreeBucket(hash);
        }
        else if (!_reseeded && ((index - (hash >> _bucketShift)) & ((uint)_buckets!.Length - 1)) > TablePlacement.LongestProbe)
        {
            _reseeded = true;
            _multiplier = TablePlacement.RandomMultiplier();
            FillBuckets();
            index = FreeBucket(hash = SpreadHash(key));
        }

        ref var slot = ref Slots[_count];
        slot.Stamp = (uint)KeyHash<TKey>.Of(key);
        slot.Key = key;
        slot.Value = default!;
        _buckets![index] = ((ulong)hash << 32) | (_base + (uint)_count);
        return _count++;
    }

    // Else the bucket would come to life again with the position.
    private void FreeLastBucket()
    {
        var (last, buckets) = (_count - 1, _buckets!);
        var index = Spread(HashOf(ref Slots[last])) >> _bucketShift;
        while ((uint)buckets[index] - _base != (uint)last)
        {
            index = (index + 1) & ((uint)buckets.Length - 1);
        }

        buckets[index] = 0;
    }

    private void ClearBuckets()
    {
        _base += (uint)_count;
        if (_base > uint.MaxValue / 2)
        {
            Array.Clear(_buckets!);
            _base = 1;
        }
    }

    /// <summary>Makes the table dense, or larger, and moves all entries in the order of insertion.</summary>
    [MethodImpl(HotCode.AtOnce)]
    private void GrowDense(int count)
    {
        var (slots, used) = (Slots, _buckets is null ? _used : null);
        AllocateDense(Math.Max(count, _count * 2));
        for (var position = 0; position < _count; position++)
        {
            ref var slot = ref slots[used is null ? position : used[position]];
            Slots[position] = slot;
            Slots[position].Stamp = (uint)KeyHash<TKey>.Of(slot.Key);
        }

        FillBuckets();
        _reseeded = false;
    }

    [MemberNotNull(nameof(Slots), nameof(_used), nameof(_buckets))]
    private void AllocateDense(int count)
    {
        var buckets = (int)BitOperations.RoundUpToPowerOf2((uint)TablePlacement.BucketsFor(count));
        _buckets = new ulong[buckets];
        _bucketShift = 32 - BitOperations.Log2((uint)buckets);
        _capacity = TablePlacement.EntriesOfBuckets(buckets);
        _used = [];
        _base = 1;
        Slots = new KeyedSlot<TKey, TValue>[_capacity];
    }

    [MethodImpl(HotCode.AtOnce)]
    private void FillBuckets()
    {
        Array.Clear(_buckets!);
        for (var position = 0; position < _count; position++)
        {
            var hash = Spread(HashOf(ref Slots[position]));
            _buckets![FreeBucket(hash)] = ((ulong)hash << 32) | (_base + (uint)position);
        }
    }

    private uint FreeBucket(uint hash)
    {
        var index = hash >> _bucketShift;
        while ((uint)_buckets![index] - _base < (uint)_capacity)
        {
            index = (index + 1) & ((uint)_buckets.Length - 1);
        }

        return index;
    }

    // Hash codes of 32 bits are kept beside the key, since those of strings take long.
    private static ulong HashOf(ref KeyedSlot<TKey, TValue> slot) => KeyHash<TKey>.HasTag ? slot.Stamp : KeyHash<TKey>.Of(slot.Key);

    private uint SpreadHash(TKey key) => Spread(KeyHash<TKey>.Of(key));

    private uint Spread(ulong hash) => (uint)((hash * _multiplier) >> 32);
}
