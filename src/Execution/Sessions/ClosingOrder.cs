using System.Numerics;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The order in which sessions that close together are given: by the end of their windows, then by the start.</summary>
/// <remarks>
/// There are many of them and their times lie close together. So both times of a session are packed into one number, which is sorted by its digits: in a
/// few steps instead of by comparisons.
/// </remarks>
internal sealed class ClosingOrder
{
    private const int DigitBits = 12;

    /// <summary>Fewer than these are sorted sooner by comparisons.</summary>
    private const int WorthDigits = 256;

    private readonly int[] _starts = new int[1 << DigitBits];
    private (long First, long End)[] _times = [];
    private (ulong Key, int Number)[] _items = [];
    private (ulong Key, int Number)[] _other = [];
    private int _count;

    /// <summary>Adds a session, whose number is how many there are before it.</summary>
    public void Add(long first, long end)
    {
        if (_count == _times.Length)
        {
            Array.Resize(ref _times, Math.Max(16, _count * 2));
        }

        _times[_count++] = (first, end);
    }

    public void Clear() => _count = 0;

    /// <summary>Gives the numbers of the sessions in order, each with a key that means nothing.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public ReadOnlySpan<(ulong Key, int Number)> Sort()
    {
        if (_items.Length < _times.Length)
        {
            (_items, _other) = (new (ulong, int)[_times.Length], new (ulong, int)[_times.Length]);
        }

        var (first, end) = (new Differences(), new Differences());
        foreach (var (start, last) in _times.AsSpan(0, _count))
        {
            first.Add(start);
            end.Add(last);
        }

        if (_count < WorthDigits || first.Bits + end.Bits > 64)
        {
            SortByComparison();
        }
        else
        {
            SortByDigits(first, end);
        }

        return _items.AsSpan(0, _count);
    }

    private void SortByComparison()
    {
        var items = _items.AsSpan(0, _count);
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = (0, i);
        }

        var times = _times;
        items.Sort((x, y) => times[x.Number].End != times[y.Number].End
            ? times[x.Number].End.CompareTo(times[y.Number].End)
            : times[x.Number].First.CompareTo(times[y.Number].First));
    }

    [MethodImpl(HotCode.AtOnce)]
    private void SortByDigits(in Differences first, in Differences end)
    {
        var (times, items) = (_times, _items);
        var firstBits = first.Bits;
        for (var i = 0; i < _count; i++)
        {
            items[i] = ((end.Of(times[i].End) << firstBits) | first.Of(times[i].First), i);
        }

        var bits = firstBits + end.Bits;
        for (var shift = 0; shift < bits; shift += DigitBits)
        {
            SortDigit(shift);
        }
    }

    // From one array into the other; those with the same digit stay in their order.
    [MethodImpl(HotCode.AtOnce)]
    private void SortDigit(int shift)
    {
        var (starts, other) = (_starts, _other);
        var items = _items.AsSpan(0, _count);
        Array.Clear(starts);
        foreach (ref readonly var item in items)
        {
            starts[(int)(item.Key >> shift) & ((1 << DigitBits) - 1)]++;
        }

        var start = 0;
        foreach (ref var digit in starts.AsSpan())
        {
            (digit, start) = (start, start + digit);
        }

        foreach (ref readonly var item in items)
        {
            other[starts[(int)(item.Key >> shift) & ((1 << DigitBits) - 1)]++] = item;
        }

        (_items, _other) = (_other, _items);
    }

    /// <summary>Times by their distance from the least of them.</summary>
    private struct Differences()
    {
        private long _least = long.MaxValue;
        private long _greatest = long.MinValue;

        public readonly int Bits => 64 - BitOperations.LeadingZeroCount((ulong)(_greatest - _least));

        public void Add(long time) => (_least, _greatest) = (Math.Min(_least, time), Math.Max(_greatest, time));

        public readonly ulong Of(long time) => (ulong)(time - _least);
    }
}
