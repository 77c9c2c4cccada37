namespace Linq.Streaming.Execution.Blocks;

/// <summary>A row with its time, where rows that carry one are kept: between stages, in windows, on the way out.</summary>
internal readonly struct Timed<T>(T value, long time, long windowStart, long mark)
{
    /// <summary>The row.</summary>
    public readonly T Value = value;

    /// <summary>Its event time; of a window's result, the window's end less one tick. Ticks of UTC.</summary>
    public readonly long Time = time;

    /// <summary>Where the window of a result starts; without meaning for other rows.</summary>
    public readonly long WindowStart = windowStart;

    /// <summary>
    /// Tells window instances apart that have the same ends: of a session's result its number in the batch, from 1, for else two keys' sessions
    /// would be one. <see cref="Early"/> for a result that is given before its window closes. Else 0.
    /// </summary>
    public readonly long Mark = mark;

    /// <summary>The mark of a result that is given before its window closes.</summary>
    public const long Early = -1;

    /// <summary>Orders rows by the end of their window, then by its start; rows of the same window instance are equal.</summary>
    public static int CompareWindows(in Timed<T> x, in Timed<T> y) =>
        x.Time != y.Time ? x.Time.CompareTo(y.Time)
        : x.WindowStart != y.WindowStart ? x.WindowStart.CompareTo(y.WindowStart)
        : x.Mark.CompareTo(y.Mark);
}
