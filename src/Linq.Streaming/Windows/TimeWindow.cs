namespace Linq.Streaming;

/// <summary>One window instance: an interval of time, in UTC.</summary>
/// <remarks>
/// Over event time the interval is <c>[Start, End)</c>. Over batch time it is <c>(Start, End]</c>, where both are batch times:
/// it holds the batches that end after <see cref="Start"/> and not after <see cref="End"/>. For <c>Accumulate</c>,
/// <see cref="Start"/> is the zero time of the context and <see cref="End"/> the time of the batch.
/// </remarks>
public readonly record struct TimeWindow
{
    private readonly long _startTicks;
    private readonly long _endTicks;

    /// <summary>Makes the window from <paramref name="start"/> to <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="end"/> is before <paramref name="start"/>.</exception>
    public TimeWindow(DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        (_startTicks, _endTicks) = (start.UtcTicks, end.UtcTicks);
    }

    private TimeWindow(long startTicks, long endTicks) => (_startTicks, _endTicks) = (startTicks, endTicks);

    /// <summary>Where the window starts, in UTC.</summary>
    public DateTimeOffset Start => new(_startTicks, TimeSpan.Zero);

    /// <summary>Where the window ends, in UTC.</summary>
    public DateTimeOffset End => new(_endTicks, TimeSpan.Zero);

    /// <summary>How long the window is.</summary>
    public TimeSpan Length => new(_endTicks - _startTicks);

    internal long StartTicks => _startTicks;

    internal long EndTicks => _endTicks;

    internal static TimeWindow FromTicks(long startTicks, long endTicks) => new(startTicks, endTicks);

    /// <summary>The window as <c>start/end</c>, each in ISO 8601.</summary>
    public override string ToString() => $"{Start:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}/{End:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}";
}
