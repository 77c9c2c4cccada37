using System.Numerics;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>A session that closes.</summary>
/// <param name="First">Where its window starts.</param>
/// <param name="End">Where its window ends.</param>
/// <param name="Number">Its number among those that close.</param>
internal readonly record struct ClosingSession(long First, long End, int Number);

/// <summary>Sessions that close together, in the order of their windows: by end, then by start.</summary>
/// <remarks>There are many of them and their times lie close together, so that they are sorted by digits: in a few steps instead of by comparisons.</remarks>
internal sealed class ClosingOrder
{
    private const int DigitBits = 11;

    /// <summary>Fewer than these are sorted sooner by comparisons.</summary>
    private const int WorthDigits = 256;

    private readonly int[] _starts = new int[1 << DigitBits];
    private ClosingSession[] _sessions = [];
    private ClosingSession[] _other = [];
    private int _count;

    /// <summary>The sessions; in order once they have been sorted.</summary>
    public ReadOnlySpan<ClosingSession> Sessions => _sessions.AsSpan(0, _count);

    /// <summary>Adds a session, whose number is how many there are before it.</summary>
    public void Add(long first, long end)
    {
        if (_count == _sessions.Length)
        {
            Array.Resize(ref _sessions, Math.Max(16, _count * 2));
        }

        _sessions[_count] = new ClosingSession(first, end, _count);
        _count++;
    }

    public void Clear() => _count = 0;

    public void Sort()
    {
        if (_count < WorthDigits)
        {
            _sessions.AsSpan(0, _count).Sort(static (x, y) => x.End != y.End ? x.End.CompareTo(y.End) : x.First.CompareTo(y.First));
            return;
        }

        if (_other.Length < _sessions.Length)
        {
            _other = new ClosingSession[_sessions.Length];
        }

        // What decides less comes first: sorting by a digit keeps the order of those that have the same.
        SortBy(default(ByFirst));
        SortBy(default(ByEnd));
    }

    private void SortBy<TTime>(TTime times)
        where TTime : struct, ITime
    {
        var (least, greatest) = (long.MaxValue, long.MinValue);
        foreach (ref readonly var session in Sessions)
        {
            least = Math.Min(least, times.Of(session));
            greatest = Math.Max(greatest, times.Of(session));
        }

        var bits = 64 - BitOperations.LeadingZeroCount((ulong)(greatest - least));
        for (var shift = 0; shift < bits; shift += DigitBits)
        {
            SortDigit(times, least, shift);
        }
    }

    // From one array into the other.
    private void SortDigit<TTime>(TTime times, long least, int shift)
        where TTime : struct, ITime
    {
        var (starts, other) = (_starts, _other);
        Array.Clear(starts);
        foreach (ref readonly var session in Sessions)
        {
            starts[Digit(times.Of(session), least, shift)]++;
        }

        var start = 0;
        foreach (ref var digit in starts.AsSpan())
        {
            (digit, start) = (start, start + digit);
        }

        foreach (ref readonly var session in Sessions)
        {
            other[starts[Digit(times.Of(session), least, shift)]++] = session;
        }

        (_sessions, _other) = (_other, _sessions);
    }

    private static int Digit(long time, long least, int shift) => (int)((ulong)(time - least) >> shift) & ((1 << DigitBits) - 1);

    private interface ITime
    {
        long Of(in ClosingSession session);
    }

    private readonly struct ByFirst : ITime
    {
        public long Of(in ClosingSession session) => session.First;
    }

    private readonly struct ByEnd : ITime
    {
        public long Of(in ClosingSession session) => session.End;
    }
}
