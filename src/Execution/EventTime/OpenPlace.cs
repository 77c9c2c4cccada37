using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Where rows go whose windows are open: the start of their window, of the window that they carry, or of their pane.</summary>
internal static class OpenPlace
{
    /// <summary>The place of a row; null when none of its windows is open.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="watermark">Which of them are open.</param>
    /// <param name="time">The row's time; the start of its window where it carries one.</param>
    /// <param name="late">Counts the row when all its windows have closed; one between two windows is in none, and not late.</param>
    public static long? Of(EventWindows windows, WatermarkGauge watermark, long time, ref long late)
    {
        if (windows.EndOf(time) is not { } end)
        {
            return null;
        }

        if (end <= watermark.Late)
        {
            late++;
            return null;
        }

        return windows.Assignment switch
        {
            WindowAssignment.Single => windows.LastStart(time),
            WindowAssignment.Carried => time,
            _ => windows.PaneOf(time),
        };
    }
}
