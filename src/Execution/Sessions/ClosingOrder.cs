using System.Numerics;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Places in ascending order of times: those of sessions that close together.</summary>
/// <remarks>There are many of them and their times lie close together, so that they are sorted by digits: in two or three steps instead of by comparisons.</remarks>
internal sealed class ClosingOrder
{
    private const int DigitBits = 11;

    /// <summary>Fewer than these are sorted sooner by comparisons.</summary>
    private const int WorthDigits = 256;

    private readonly int[] _starts = new int[1 << DigitBits];
    private long[] _times = [];
    private int[] _places = [];
    private long[] _otherTimes = [];
    private int[] _otherPlaces = [];

    public int Count { get; private set; }

    /// <summary>The places; in order once they have been sorted.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, Count);

    public void Add(int place, long time)
    {
        if (Count == _places.Length)
        {
            Array.Resize(ref _places, Math.Max(16, Count * 2));
            Array.Resize(ref _times, _places.Length);
        }

        (_places[Count], _times[Count]) = (place, time);
        Count++;
    }

    public void Clear() => Count = 0;

    public void Sort()
    {
        if (Count < WorthDigits)
        {
            Array.Sort(_times, _places, 0, Count);
            return;
        }

        if (_otherPlaces.Length < _places.Length)
        {
            (_otherTimes, _otherPlaces) = (new long[_places.Length], new int[_places.Length]);
        }

        var (least, greatest) = (long.MaxValue, long.MinValue);
        foreach (var time in _times.AsSpan(0, Count))
        {
            (least, greatest) = (Math.Min(least, time), Math.Max(greatest, time));
        }

        var bits = 64 - BitOperations.LeadingZeroCount((ulong)(greatest - least));
        for (var shift = 0; shift < bits; shift += DigitBits)
        {
            SortDigit(least, shift);
        }
    }

    // From one pair of arrays into the other; those with the same digit stay in their order.
    private void SortDigit(long least, int shift)
    {
        var times = _times.AsSpan(0, Count);
        var places = _places.AsSpan(0, Count);
        Array.Clear(_starts);
        foreach (var time in times)
        {
            _starts[Digit(time, least, shift)]++;
        }

        var start = 0;
        foreach (ref var digit in _starts.AsSpan())
        {
            (digit, start) = (start, start + digit);
        }

        var (otherTimes, otherPlaces) = (_otherTimes, _otherPlaces);
        for (var i = 0; i < times.Length; i++)
        {
            var position = _starts[Digit(times[i], least, shift)]++;
            (otherTimes[position], otherPlaces[position]) = (times[i], places[i]);
        }

        (_times, _otherTimes, _places, _otherPlaces) = (_otherTimes, _times, _otherPlaces, _places);
    }

    private static int Digit(long time, long least, int shift) => (int)((ulong)(time - least) >> shift) & ((1 << DigitBits) - 1);
}
