namespace Linq.Streaming;

/// <summary>Why a source is limited to what it is.</summary>
public enum LimitReason
{
    /// <summary>It is not.</summary>
    Unlimited,

    /// <summary>It begins low, and doubles while batches keep up.</summary>
    SlowStart,

    /// <summary>As much as the estimator says that the query can take.</summary>
    Estimated,

    /// <summary>Its share of that, by how much waits at each source.</summary>
    Shared,

    /// <summary>The least that it may be limited to (<see cref="RateControl.MinRate"/>).</summary>
    Minimum,

    /// <summary>The most that it may have (<see cref="RateControl.MaxRate"/>).</summary>
    Maximum,
}
