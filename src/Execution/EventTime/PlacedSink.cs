using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Takes rows into what is kept of their window or pane, or of each of their windows.</summary>
/// <remarks>Rows come nearly in order, so the loop keeps the place of the last row, and asks here only when a row lies elsewhere.</remarks>
internal abstract class PlacedSink<TRows>(EventWindows windows, WatermarkGauge watermark) : StageSink
    where TRows : class
{
    /// <summary>No place: every time differs from it by more than any length.</summary>
    private const long Nowhere = long.MinValue;

    /// <summary>Where the current place starts: a window, or the pane that rows in the same windows share.</summary>
    public long Start = Nowhere;

    /// <summary>What is kept of the current place; of its first window where it has several.</summary>
    public TRows? Table;

    /// <summary>What is kept of all windows of the current place, where a row is taken into each.</summary>
    public TRows[] Tables = [];

    /// <summary>How many of <see cref="Tables"/> there are.</summary>
    public int TableCount;

    /// <summary>Rows left out because all their windows have closed.</summary>
    public long Late;

    /// <summary>Makes the place of <paramref name="time"/> the current one; false when the row is in no window that is open.</summary>
    /// <param name="time">The row's time; the start of its window where it carries one.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Enter(long time)
    {
        (Start, Table, TableCount) = (Nowhere, null, 0);
        if (OpenPlace.Of(windows, watermark, time, ref Late) is not { } start)
        {
            return false;
        }

        if (windows.Assignment == WindowAssignment.Copies)
        {
            EnterAll(start);
        }
        else
        {
            Table = Open(start);
        }

        Start = start;
        return true;
    }

    public override void Reset() => (Start, Table, TableCount, Late) = (Nowhere, null, 0, 0);

    /// <summary>What is kept of the window or pane that starts there.</summary>
    protected abstract TRows Open(long start);

    // The windows that hold the pane, as far as they are open, the last one first.
    private void EnterAll(long pane)
    {
        for (var start = windows.LastStart(pane); start + windows.Length > pane && start + windows.Length > watermark.Late; start -= windows.Slide)
        {
            if (TableCount == Tables.Length)
            {
                Array.Resize(ref Tables, Math.Max(4, TableCount * 2));
            }

            Tables[TableCount++] = Open(start);
        }

        Table = Tables[0];
    }
}
