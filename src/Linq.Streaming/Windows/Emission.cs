namespace Linq.Streaming;

/// <summary>When a query that keeps state gives its results.</summary>
public enum Emission
{
    /// <summary>Over everything so far: in every batch, the results of the groups that the batch touched. This is the default of <c>Accumulate</c>.</summary>
    Update,

    /// <summary>Over everything so far: in every batch, the whole result.</summary>
    Complete,

    /// <summary>Over windows of event time and sessions: each result once, when its window has closed. This is the default of both.</summary>
    OnClose,

    /// <summary>
    /// Over windows of event time and sessions: in every batch, the results so far of the groups that the batch touched in windows that are open,
    /// and each result again when its window has closed. <see cref="TimeWindow.IsFinal"/> tells the two apart.
    /// </summary>
    Early,
}
