namespace Linq.Streaming;

/// <summary>One window instance: an interval of time, in UTC.</summary>
/// <remarks>
/// Over event time the interval is <c>[Start, End)</c>. Over batch time it is <c>(Start, End]</c>, where both are batch times:
/// it holds the batches that end after <see cref="Start"/> and not after <see cref="End"/>. For <c>Accumulate</c>,
/// <see cref="Start"/> is the zero time of the context and <see cref="End"/> the time of the batch. An end outside of the years 1 to 9999,
/// which a window around the first or last instant may have, reads as the first or last instant. Windows are equal when their ends are.
/// </remarks>
public readonly record struct TimeWindow
{
    private readonly long _startTicks;
    private readonly long _endTicks;
    private readonly bool _isEarly;

    /// <summary>Makes the window from <paramref name="start"/> to <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is before <paramref name="start"/>.</exception>
    public TimeWindow(DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        (_startTicks, _endTicks) = (start.UtcTicks, end.UtcTicks);
    }

    private TimeWindow(long startTicks, long endTicks, bool isEarly) => (_startTicks, _endTicks, _isEarly) = (startTicks, endTicks, isEarly);

    /// <summary>Where the window starts, in UTC.</summary>
    public DateTimeOffset Start => Instant(_startTicks);

    /// <summary>Where the window ends, in UTC.</summary>
    public DateTimeOffset End => Instant(_endTicks);

    /// <summary>Whether nothing more can come into the window; false only of results that are given early, by <see cref="Emission.Early"/>.</summary>
    public bool IsFinal => !_isEarly;

    /// <summary>How long the window is.</summary>
    public TimeSpan Length => new(_endTicks - _startTicks);

    internal long StartTicks => _startTicks;

    internal long EndTicks => _endTicks;

    /// <summary>Whether both windows have the same start and end.</summary>
    public bool Equals(TimeWindow other) => _startTicks == other._startTicks && _endTicks == other._endTicks;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_startTicks, _endTicks);

    internal static TimeWindow FromTicks(long startTicks, long endTicks) => new(startTicks, endTicks, isEarly: false);

    internal static TimeWindow FromTicks(long startTicks, long endTicks, bool isEarly) => new(startTicks, endTicks, isEarly);

    /// <summary>The window as <c>start/end</c>, each in ISO 8601.</summary>
    public override string ToString() => $"{Start:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}/{End:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}";

    private static DateTimeOffset Instant(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
