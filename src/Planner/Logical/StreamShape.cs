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

    /// <summary>Each batch gives the results it touched.</summary>
    Update,

    /// <summary>Each batch gives the whole result.</summary>
    Complete,
}

/// <summary>The window and emission of a plan node, computed when the query is bound; refusals are decided on it.</summary>
/// <param name="Kind">What a row's window is.</param>
/// <param name="IsResult">Whether the rows are results of a grouping or aggregation over that window, rather than its raw rows.</param>
/// <param name="Emission">When rows appear.</param>
/// <param name="Length">How long the window is; the batch interval for <see cref="WindowKind.Batch"/>.</param>
/// <param name="Slide">How often the stream has an RDD.</param>
/// <param name="HasEventTime">Whether rows carry an event time.</param>
internal sealed record StreamShape(
    WindowKind Kind, bool IsResult, StreamEmission Emission, TimeSpan Length, TimeSpan Slide, bool HasEventTime)
{
    /// <summary>The shape of a source.</summary>
    public static StreamShape Source(TimeSpan batchInterval) =>
        new(WindowKind.Batch, IsResult: false, StreamEmission.Append, batchInterval, batchInterval, HasEventTime: false);

    /// <summary>Whether rows of all the past may be in one window, so that an operator would have to keep all of them.</summary>
    public bool IsRawSoFar => Kind == WindowKind.SoFar && !IsResult;

    /// <summary>Whether rows are waiting for the watermark: raw rows of an event-time window.</summary>
    public bool IsRawEventWindow => Kind == WindowKind.EventWindow && !IsResult;

    /// <summary>The shape of results of grouping or aggregating.</summary>
    public StreamShape Grouped() => this with
    {
        IsResult = true,
        HasEventTime = false,
        Emission = Kind == WindowKind.SoFar && Emission == StreamEmission.Append ? StreamEmission.Update : Emission,
    };

    /// <summary>Whether two streams can be concatenated: the same kind, window and emission.</summary>
    public bool IsCompatible(StreamShape other) =>
        (Kind, IsResult, Emission, Length, Slide, HasEventTime) == (other.Kind, other.IsResult, other.Emission, other.Length, other.Slide, other.HasEventTime);

    /// <summary>The shape in words, for messages.</summary>
    public string Describe()
    {
        var what = Kind switch
        {
            WindowKind.Batch => string.Create(CultureInfo.InvariantCulture, $"the rows of each batch (every {Slide})"),
            WindowKind.BatchWindow => string.Create(CultureInfo.InvariantCulture, $"a batch-time window ({Length} every {Slide})"),
            WindowKind.EventWindow when IsResult => string.Create(CultureInfo.InvariantCulture, $"results of an event-time window ({Length})"),
            WindowKind.EventWindow => string.Create(CultureInfo.InvariantCulture, $"raw rows of an event-time window ({Length})"),
            _ when IsResult => Emission == StreamEmission.Complete ? "complete results over everything so far" : "updated results over everything so far",
            _ => "raw rows of everything so far",
        };

        return HasEventTime && Kind == WindowKind.Batch ? what + " with event time" : what;
    }
}
