using System.Globalization;

namespace Linq.Streaming.Planning.Logical;

/// <summary>What a query sees of the past.</summary>
internal enum WindowKind
{
    /// <summary>(a) its own batch.</summary>
    Batch,

    /// <summary>(b) a window of batch time.</summary>
    BatchWindow,

    /// <summary>(c) a window of event time, closed by the watermark.</summary>
    EventWindow,

    /// <summary>(d) a session of a key, closed by the watermark, or by batch time where rows have no event time.</summary>
    Session,

    /// <summary>(e) everything so far.</summary>
    SoFar,
}

/// <summary>When the rows of a stream appear, and whether they are withdrawn.</summary>
internal enum StreamEmission
{
    /// <summary>Each batch adds its own rows.</summary>
    Append,

    /// <summary>Each window instance gives its complete content or result.</summary>
    Snapshot,

    /// <summary>Each result appears once, complete.</summary>
    Once,

    /// <summary>Each batch gives the results so far that it touched, and each result once more when it is complete.</summary>
    Early,

    /// <summary>Each batch gives the results it touched.</summary>
    Update,

    /// <summary>Each batch gives the whole result.</summary>
    Complete,
}

/// <summary>The window and emission of a plan node, computed when the query is bound; refusals are decided on it.</summary>
/// <param name="Kind">What a row's window is.</param>
/// <param name="IsResult">Whether the rows are results of a grouping or aggregation over that window, rather than its raw rows.</param>
/// <param name="Emission">When rows appear.</param>
/// <param name="Length">How long the window is; the batch interval for <see cref="WindowKind.Batch"/>, the gap for <see cref="WindowKind.Session"/>.</param>
/// <param name="Slide">How often the stream has an RDD.</param>
/// <param name="HasEventTime">Whether rows carry an event time.</param>
internal sealed record StreamShape(
    WindowKind Kind, bool IsResult, StreamEmission Emission, TimeSpan Length, TimeSpan Slide, bool HasEventTime)
{
    /// <summary>How far the windows of event time start from each other.</summary>
    public TimeSpan WindowSlide { get; init; }

    /// <summary>Where windows of event time are counted from, after the Unix epoch.</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>The type of the key of the sessions that raw rows are put into.</summary>
    public Type? SessionKey { get; init; }

    /// <summary>Whether rows that wait for the watermark carry their window, as results do.</summary>
    public bool KeepsWindow { get; init; }

    /// <summary>The watermarks that the rows' times follow.</summary>
    public IReadOnlyList<StreamClock> Clocks { get; init; } = [];

    /// <summary>Whether rows come when the watermark lets them, so that none is late to what follows.</summary>
    public bool IsDerived { get; init; }

    /// <summary>After how long untouched state is forgotten; null never.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The shape of a source.</summary>
    public static StreamShape Source(TimeSpan batchInterval) =>
        new(WindowKind.Batch, IsResult: false, StreamEmission.Append, batchInterval, batchInterval, HasEventTime: false);

    /// <summary>Whether rows of all the past may be in one window, so that an operator would have to keep all of them.</summary>
    public bool IsRawSoFar => Kind == WindowKind.SoFar && !IsResult;

    /// <summary>Whether rows are in a window that the watermark closes: of event time, or a session.</summary>
    public bool IsClosing => Kind is WindowKind.EventWindow or WindowKind.Session;

    /// <summary>Whether rows are waiting for the watermark: raw rows of an event-time window or a session.</summary>
    public bool IsRawClosing => IsClosing && !IsResult;

    /// <summary>Whether each row carries the window that it belongs to.</summary>
    public bool CarriesWindow => IsClosing && (IsResult || KeepsWindow);

    /// <summary>Whether rows carry a time of their own: event time, or that of the window that they are a result of.</summary>
    public bool CarriesTime => HasEventTime || CarriesWindow;

    /// <summary>The shape of results of grouping or aggregating.</summary>
    public StreamShape Grouped() => this with
    {
        IsResult = true,
        HasEventTime = false,
        KeepsWindow = false,
        SessionKey = null,
        IsDerived = IsDerived || IsClosing,
        Emission = Kind == WindowKind.SoFar && Emission == StreamEmission.Append ? StreamEmission.Update : Emission,
    };

    /// <summary>Whether two streams can be concatenated: the same kind, window and emission.</summary>
    public bool IsCompatible(StreamShape other) =>
        (Kind, IsResult, Emission, Length, Slide, HasEventTime) == (other.Kind, other.IsResult, other.Emission, other.Length, other.Slide, other.HasEventTime)
        && (WindowSlide, Offset, SessionKey, KeepsWindow, TimeToLive) == (other.WindowSlide, other.Offset, other.SessionKey, other.KeepsWindow, other.TimeToLive);

    /// <summary>Whether the two follow the same watermarks, so that their results for a window come in the same batch.</summary>
    public bool HasSameClocks(StreamShape other) => Clocks.SequenceEqual(other.Clocks);

    /// <summary>The shape in words, for messages.</summary>
    public string Describe()
    {
        var what = Kind switch
        {
            WindowKind.Batch => string.Create(CultureInfo.InvariantCulture, $"the rows of each batch (every {Slide})"),
            WindowKind.BatchWindow => string.Create(CultureInfo.InvariantCulture, $"a batch-time window ({Length} every {Slide})"),
            WindowKind.EventWindow or WindowKind.Session => $"{(Emission == StreamEmission.Early ? "early results" : IsResult ? "results" : "raw rows")} of {Window()}",
            _ when IsResult => Emission == StreamEmission.Complete ? "complete results over everything so far" : "updated results over everything so far",
            _ => "raw rows of everything so far",
        };

        return HasEventTime && Kind == WindowKind.Batch ? what + " with event time" : what;
    }

    private string Window() => Kind == WindowKind.Session
        ? string.Create(CultureInfo.InvariantCulture, $"sessions (gap {Length})")
        : WindowSlide == Length
            ? string.Create(CultureInfo.InvariantCulture, $"an event-time window ({Length}{(Offset == default ? "" : $" from {Offset}")})")
            : string.Create(CultureInfo.InvariantCulture, $"an event-time window ({Length} every {WindowSlide}{(Offset == default ? "" : $" from {Offset}")})");
}
