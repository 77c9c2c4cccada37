namespace Linq.Streaming.Execution.Outputs;

/// <summary>Rows of one window instance that lie side by side: its end less one tick, its start and its mark as in <see cref="Blocks.Timed{T}"/>.</summary>
internal readonly record struct WindowRun(long Time, long WindowStart, long Mark) : IComparable<WindowRun>
{
    /// <summary>Where the rows start.</summary>
    public int First { get; init; }

    public bool IsOf(long time, long windowStart, long mark) => Time == time && WindowStart == windowStart && Mark == mark;

    /// <summary>Windows by end, then by start; then by mark.</summary>
    public int CompareTo(WindowRun other) =>
        Time != other.Time ? Time.CompareTo(other.Time)
        : WindowStart != other.WindowStart ? WindowStart.CompareTo(other.WindowStart)
        : Mark.CompareTo(other.Mark);
}
