namespace Linq.Streaming.Execution.Sessions;

/// <summary>Where sessions end.</summary>
internal static class SessionEnd
{
    /// <summary>The end of a session whose last row is at <paramref name="last"/>: the last time at which a row still belongs to it.</summary>
    /// <remarks>
    /// No more than the greatest number of ticks: times of the calendar never come near it, but results of windows as long as the calendar, which are put
    /// into sessions again, do.
    /// </remarks>
    public static long Of(long last, long gap) => last > long.MaxValue - gap ? long.MaxValue : last + gap;
}
