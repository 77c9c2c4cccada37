using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Tables;

/// <content>Keys that are parts of a text: a string is only made of one that is new.</content>
internal sealed partial class KeyedTable<TKey, TValue>
{
    /// <summary>As <see cref="GetIndex"/>, where <typeparamref name="TKey"/> is string: the key is a part of <paramref name="text"/>.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public int GetIndexOfPart(string text, int start, int length)
    {
        var part = text.AsSpan(start, length);
        if (_buckets is not null)
        {
            return FindDensePart(part) is >= 0 and var found ? found : GetDense(StringOf(part));
        }

        var hash = TextHash.Of(part) * _multiplier;
        var stamp = StampOf(hash);
        var slots = Slots;
        var index = (int)(hash >> _shift);
        while (true)
        {
            ref var slot = ref slots[index];
            if (slot.Stamp == stamp)
            {
                if (IsPart(ref slot.Key, part))
                {
                    return index;
                }
            }
            else if (slot.Stamp >> 16 != stamp >> 16)
            {
                return Insert(StringOf(part), index, hash);
            }

            index = (index + 1) & (slots.Length - 1);
        }
    }

    private int FindDensePart(ReadOnlySpan<char> part)
    {
        var buckets = _buckets!;
        var (hash, mask) = (Spread(TextHash.Of(part)), (uint)buckets.Length - 1);
        var tag = TagOf(hash);
        for (var index = HomeOf(hash); ; index = (index + 1) & mask)
        {
            var bucket = buckets[index];
            if (bucket == 0)
            {
                return -1;
            }

            if ((bucket ^ tag) <= mask && IsPart(ref Slots[(bucket & mask) - 1].Key, part))
            {
                return (int)(bucket & mask) - 1;
            }
        }
    }

    private static bool IsPart(ref TKey key, ReadOnlySpan<char> part) => Unsafe.As<TKey, string?>(ref key) is { } text && part.SequenceEqual(text);

    private static TKey StringOf(ReadOnlySpan<char> part)
    {
        var text = part.ToString();
        return Unsafe.As<string, TKey>(ref text);
    }
}
