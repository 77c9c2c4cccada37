namespace Linq.Streaming;

/// <summary>When a query that keeps state gives its results.</summary>
public enum Emission
{
    /// <summary>Over everything so far: in every batch, the results of the groups that the batch touched. This is the default of <c>Accumulate</c>.</summary>
    Update,

    /// <summary>Over everything so far: in every batch, the whole result.</summary>
    Complete,
}
