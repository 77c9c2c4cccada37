using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Tables;

/// <content>Large tables: entries side by side in the order in which they came, found through buckets of four bytes.</content>
/// <remarks>
/// A table that does not fit the caches waits for memory at each look-up, and half of its lines would be of empty slots. Buckets are small enough to
/// stay nearer, and a new entry is written behind the last one. A bucket is 0, or the number of an entry from 1, in as many bits as number the buckets, with what of the hash
/// does not number its bucket in the bits above: so nearly all entries of other keys are told apart without a look at them.
/// </remarks>
internal sealed partial class KeyedTable<TKey, TValue>
{
    /// <summary>A table with fewer entries than one for so many buckets is emptied entry by entry.</summary>
    private const int BucketsClearedPerEntry = 16;

    private uint[]? _buckets;
    private int _bucketBits;

    /// <summary>As <see cref="GetIndex"/>, where <see cref="IsDense"/>; also asks for the memory of the bucket of a key that is looked up soon.</summary>
    /// <remarks>A look-up in a large table mostly waits for its bucket. Several that are asked for ahead are waited for together.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetIndexWithAhead(TKey key, TKey ahead)
    {
        Prefetch.Address(ref _buckets![HomeOf(SpreadHash(ahead))]);
        return GetDense(key);
    }

    [MethodImpl(HotCode.AtOnce)]
    private int GetDense(TKey key)
    {
        var buckets = _buckets!;
        var (hash, mask) = (SpreadHash(key), (uint)buckets.Length - 1);
        var tag = TagOf(hash);
        for (var index = HomeOf(hash); ; index = (index + 1) & mask)
        {
            var bucket = buckets[index];
            if (bucket == 0)
            {
                return InsertDense(key, index, hash);
            }

            if ((bucket ^ tag) <= mask && KeyHash<TKey>.Equal(Slots[(bucket & mask) - 1].Key, key))
            {
                return (int)(bucket & mask) - 1;
            }
        }
    }

    [MethodImpl(HotCode.AtOnce)]
    private int FindDense(TKey key)
    {
        var buckets = _buckets!;
        var (hash, mask) = (SpreadHash(key), (uint)buckets.Length - 1);
        var tag = TagOf(hash);
        for (var index = HomeOf(hash); ; index = (index + 1) & mask)
        {
            var bucket = buckets[index];
            if (bucket == 0)
            {
                return -1;
            }

            if ((bucket ^ tag) <= mask && KeyHash<TKey>.Equal(Slots[(bucket & mask) - 1].Key, key))
            {
                return (int)(bucket & mask) - 1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int InsertDense(TKey key, uint index, uint hash)
    {
        if (_count == _capacity || (((index - HomeOf(hash)) & ((uint)_buckets!.Length - 1)) > TablePlacement.LongestProbe && !_reseeded))
        {
            (index, hash) = MakeRoomDense(key);
        }

        ref var slot = ref Slots[_count];
        slot.Stamp = (uint)KeyHash<TKey>.Of(key);
        slot.Key = key;
        slot.Value = default!;
        _buckets![index] = BucketOf(hash, _count);
        return _count++;
    }

    // A larger table, or one in which keys lie elsewhere; the bucket of the key in it, and its hash.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (uint Index, uint Hash) MakeRoomDense(TKey key)
    {
        if (_count == _capacity)
        {
            GrowDense(_count + 1);
        }
        else
        {
            _reseeded = true;
            _multiplier = TablePlacement.RandomMultiplier();
            FillBuckets();
        }

        var hash = SpreadHash(key);
        return (EmptyBucket(hash), hash);
    }

    private void FreeBucket(int position)
    {
        var (hash, buckets) = (Spread(HashOf(ref Slots[position])), _buckets!);
        var (index, bucket, mask) = (HomeOf(hash), BucketOf(hash, position), (uint)buckets.Length - 1);
        while (buckets[index] != bucket)
        {
            index = (index + 1) & mask;
        }

        buckets[index] = 0;
    }

    // Backwards, since only the entry inserted last can simply go.
    private void ClearBuckets()
    {
        if (_count > _buckets!.Length / BucketsClearedPerEntry)
        {
            Array.Clear(_buckets);
            return;
        }

        for (var position = _count - 1; position >= 0; position--)
        {
            FreeBucket(position);
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
        _buckets = new uint[buckets];
        _bucketBits = BitOperations.Log2((uint)buckets);
        _capacity = TablePlacement.EntriesOfBuckets(buckets);
        _used = [];
        Slots = new KeyedSlot<TKey, TValue>[_capacity];
    }

    [MethodImpl(HotCode.AtOnce)]
    private void FillBuckets()
    {
        Array.Clear(_buckets!);
        for (var position = 0; position < _count; position++)
        {
            var hash = Spread(HashOf(ref Slots[position]));
            _buckets![EmptyBucket(hash)] = BucketOf(hash, position);
        }
    }

    private uint EmptyBucket(uint hash)
    {
        var index = HomeOf(hash);
        while (_buckets![index] != 0)
        {
            index = (index + 1) & ((uint)_buckets.Length - 1);
        }

        return index;
    }

    private uint HomeOf(uint hash) => hash >> (32 - _bucketBits);

    private uint TagOf(uint hash) => hash << _bucketBits;

    private uint BucketOf(uint hash, int position) => TagOf(hash) | ((uint)position + 1);

    // Hash codes of 32 bits are kept beside the key, since those of strings take long.
    private static ulong HashOf(ref KeyedSlot<TKey, TValue> slot) => KeyHash<TKey>.HasTag ? slot.Stamp : KeyHash<TKey>.Of(slot.Key);

    private uint SpreadHash(TKey key) => Spread(KeyHash<TKey>.Of(key));

    private uint Spread(ulong hash) => (uint)((hash * _multiplier) >> 32);
}
