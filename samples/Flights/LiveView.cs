using System.Diagnostics;
using System.Text;
using Linq.Streaming;

namespace Flights;

/// <summary>Shows the busiest airports of the hour that closed last, and the progress, while the query runs.</summary>
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
    private const int HourOfTheLine = 17;
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(20);

    private IGrouping<TimeWindow, OriginDelays>? _latest;
    private DateTime _dayOfTheLine;
    private long _drawnAt;
    private bool _isLatestShown = true;

    /// <summary>Whether standard output is a terminal that understands to be drawn over, and has the room.</summary>
    public static bool CanRedraw =>
        !Console.IsOutputRedirected
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        && Console.WindowWidth >= 64 && Console.WindowHeight > FrameHeight + 2;

    /// <summary>What has been received so far.</summary>
    public Counts Counts { get; } = new();

    /// <summary>Takes the busiest airports of the hours that a batch has closed, and shows them if it is time to.</summary>
    public void Show(Batch<OriginDelays> busiest)
    {
        Counts.Batches = busiest.Id;
        foreach (var hour in busiest.GroupBy(row => row.Hour))
        {
            (_latest, _isLatestShown) = (hour, false);
            Counts.Windows++;
            if (redraws ? _drawnAt == 0 || Stopwatch.GetElapsedTime(_drawnAt) >= BetweenFrames : IsFirstOfTheEvening(hour.Key.Start))
                Write();
        }
    }

    /// <summary>Shows the last hour, if it has not been shown.</summary>
    public void Finish()
    {
        if (!_isLatestShown)
            Write();
    }

    private bool IsFirstOfTheEvening(DateTimeOffset hour) => hour.Hour >= HourOfTheLine && hour.Date > _dayOfTheLine;

    private void Write()
    {
        _dayOfTheLine = _latest!.Key.Start.Date;
        output.Write(redraws ? Frame(_latest) : Line(_latest));
        output.Flush();
        (_drawnAt, _isLatestShown) = (Stopwatch.GetTimestamp(), true);
    }

    private string Line(IGrouping<TimeWindow, OriginDelays> hour)
    {
        var airports = hour.Take(OnALine).Select(row => Text($"{row.Origin} {row.Flights} ({row.MeanMinutes:+0.0;-0.0} min)"));
        return Text($"{HourText(hour.Key)}  {Share,5:P0}  {Counts.Flights,9:N0} flights; busiest: {string.Join(", ", airports)}\n");
    }

    // One write a frame, and each line clears only what is left of the line before: nothing flickers.
    private string Frame(IGrouping<TimeWindow, OriginDelays> hour)
    {
        var lines = new List<string> { $"Busiest airports, scheduled {HourText(hour.Key)}", "  origin   flights   mean delay" };
        lines.AddRange(hour.Select(row => Text($"  {row.Origin,-6} {row.Flights,9:N0} {row.MeanMinutes,8:+0.0;-0.0} min")));
        lines.AddRange(Enumerable.Repeat("", FrameHeight - 1 - lines.Count));
        lines.Add(Text($"[{new string('#', (int)(Share * BarWidth)),-BarWidth}] {Share:P0}  {Counts.Flights:N0} of {total:N0} flights"));

        var text = new StringBuilder(_drawnAt == 0 ? "" : $"\e[{FrameHeight}A");
        foreach (var line in lines)
            text.Append(line).Append("\e[K\n");
        return text.ToString();
    }

    private double Share => total == 0 ? 1 : (double)Counts.Flights / total;

    private static string HourText(TimeWindow hour) => Text($"{hour.Start:yyyy-MM-dd HH:mm}-{hour.End:HH:mm}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
