using System.Globalization;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>How rows are put into windows of event time.</summary>
internal enum WindowAssignment
{
    /// <summary>A row is in one window, or between two.</summary>
    Single,

    /// <summary>A row is in several windows and is taken into one pane of them; a window is made of its panes.</summary>
    Panes,

    /// <summary>A row is in several windows and is taken into each.</summary>
    Copies,

    /// <summary>A row is in the window that it carries.</summary>
    Carried,
}

/// <summary>Windows of event time: <c>[Offset + k · Slide, Offset + k · Slide + Length)</c>, all in ticks, counted from the Unix epoch.</summary>
internal sealed record EventWindows(long Length, long Slide, long Offset, WindowAssignment Assignment)
{
    /// <summary>How long a pane is: the longest time of which every window is made.</summary>
    public long Pane { get; } = GreatestCommonDivisor(Length, Slide);

    /// <summary>The windows of a shape, where a row that is in several is taken into each.</summary>
    public static EventWindows Of(StreamShape shape) => new(
        shape.Length.Ticks,
        shape.WindowSlide.Ticks,
        shape.Offset.Ticks,
        shape.CarriesWindow ? WindowAssignment.Carried : shape.WindowSlide >= shape.Length ? WindowAssignment.Single : WindowAssignment.Copies);

    /// <summary>The last start of a window that is not after <paramref name="ticks"/>.</summary>
    public long LastStart(long ticks) => Floor(ticks, Slide, Offset);

    /// <summary>The end of the last window that a row is in; null where it lies between two.</summary>
    /// <param name="time">Its time; the start of its window where it carries one.</param>
    public long? EndOf(long time) => Assignment == WindowAssignment.Carried ? time + Length
        : LastStart(time) + Length is var end && end > time ? end
        : null;

    /// <summary>The end of the first window that holds <paramref name="ticks"/>; where windows overlap.</summary>
    public long FirstEnd(long ticks) => EndUpTo(ticks) + Slide;

    /// <summary>The start of the pane that holds <paramref name="ticks"/>.</summary>
    public long PaneOf(long ticks) => Floor(ticks, Pane, Offset);

    /// <summary>The last end of a window that is not after <paramref name="ticks"/>.</summary>
    public long EndUpTo(long ticks) => Floor(ticks - Length, Slide, Offset) + Length;

    public override string ToString()
    {
        var how = Assignment switch
        {
            WindowAssignment.Panes => string.Create(CultureInfo.InvariantCulture, $" panes={new TimeSpan(Pane)}"),
            WindowAssignment.Carried => " carried",
            _ => "",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"length={new TimeSpan(Length)}{(Slide == Length ? "" : $" slide={new TimeSpan(Slide)}")}{(Offset == 0 ? "" : $" offset={new TimeSpan(Offset)}")}{how}");
    }

    /// <summary>The greatest <c>epoch + offset + k · unit</c> that is not after <paramref name="ticks"/>.</summary>
    public static long Floor(long ticks, long unit, long offset)
    {
        var remainder = (ticks - DateTime.UnixEpoch.Ticks - (offset % unit)) % unit;
        return ticks - (remainder < 0 ? remainder + unit : remainder);
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
