using System.Diagnostics;
using System.Text;
using Linq.Streaming;

namespace Flights;

/// <summary>Shows the busiest airports and the progress while the query runs.</summary>
/// <param name="output">Where to.</param>
/// <param name="redraws">Whether the output is a terminal, where one table is redrawn in place; otherwise a line a day is written.</param>
/// <param name="total">How many flights there are.</param>
internal sealed class LiveView(TextWriter output, bool redraws, int total)
{
    /// <summary>How many airports are shown.</summary>
    public const int Airports = 10;

    private const int FrameHeight = Airports + 4;
    private const int BarWidth = 30;
    private const int OnALine = 4;
    private const int HourOfTheLine = 18;
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(20);

    private Batch<OriginDelays>? _latest;
    private long _drawnAt;
    private bool _isLatestShown = true;

    /// <summary>Whether standard output is a terminal that understands to be drawn over, and has the room.</summary>
    public static bool CanRedraw =>
        !Console.IsOutputRedirected
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && Console.WindowWidth >= 64 && Console.WindowHeight > FrameHeight + 2;

    /// <summary>The flights replayed so far.</summary>
    public long Flights { get; private set; }

    /// <summary>The windows received so far.</summary>
    public int Windows { get; private set; }

    /// <summary>The number of the last batch.</summary>
    public long Batches { get; private set; }

    public void Add(long flights) => Flights += flights;

    /// <summary>Takes the busiest airports of a window, and shows them if it is time to.</summary>
    public void Show(Batch<OriginDelays> busiest)
    {
        (_latest, Batches, _isLatestShown) = (busiest, busiest.Id, false);
        Windows++;
        if (redraws ? _drawnAt == 0 || Stopwatch.GetElapsedTime(_drawnAt) >= BetweenFrames : busiest.Time.Hour == HourOfTheLine)
            Write();
    }

    /// <summary>Shows the last window, if it has not been shown.</summary>
    public void Finish()
    {
        if (!_isLatestShown)
            Write();
    }

    private void Write()
    {
        output.Write(redraws ? Frame(_latest!) : Line(_latest!));
        output.Flush();
        (_drawnAt, _isLatestShown) = (Stopwatch.GetTimestamp(), true);
    }

    private string Line(Batch<OriginDelays> window)
    {
        var airports = window.Take(OnALine).Select(row => Text($"{row.Origin} {row.Flights} ({row.MeanMinutes:+0.0;-0.0} min)"));
        return Text($"{window.Time:yyyy-MM-dd HH:mm}  {Share,5:P0}  {Flights,9:N0} flights; busiest: {string.Join(", ", airports)}\n");
    }

    // One write a frame, and each line clears only what is left of the line before: nothing flickers.
    private string Frame(Batch<OriginDelays> window)
    {
        var lines = new List<string> { Text($"Busiest airports in the 3 hours to {window.Time:yyyy-MM-dd HH:mm}"), "  origin   flights   mean delay" };
        lines.AddRange(window.Select(row => Text($"  {row.Origin,-6} {row.Flights,9:N0} {row.MeanMinutes,8:+0.0;-0.0} min")));
        lines.AddRange(Enumerable.Repeat("", FrameHeight - 1 - lines.Count));
        lines.Add(Text($"[{new string('#', (int)(Share * BarWidth)),-BarWidth}] {Share:P0}  {Flights:N0} of {total:N0} flights"));

        var text = new StringBuilder(_drawnAt == 0 ? "" : $"\e[{FrameHeight}A");
        foreach (var line in lines)
            text.Append(line).Append("\e[K\n");
        return text.ToString();
    }

    private double Share => total == 0 ? 1 : (double)Flights / total;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
