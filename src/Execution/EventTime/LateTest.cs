using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Tells which rows are late in a batch.</summary>
internal sealed class LateTest(EventWindows windows, long watermark)
{
    /// <summary>Whether all windows of a row have closed. One between two windows is in none, and not late.</summary>
    /// <param name="time">Its time; the start of its window where it carries one.</param>
    public bool IsLate(long time) => windows.EndOf(time) <= watermark;
}
