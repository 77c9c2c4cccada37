namespace Linq.Streaming;

/// <summary>What becomes of the batches that were due while a query that recovers was not running. Batches that had begun run again in any case.</summary>
public enum DowntimePolicy
{
    /// <summary>They are made one after the other as soon as the query runs. What arrives meanwhile goes to the next ones.</summary>
    RunMissed,

    /// <summary>As few of them are made as windows allow: one at each boundary of a window over batch time, and the last.</summary>
    Coalesce,

    /// <summary>None of them is made. Batch times stay on the same multiples.</summary>
    Skip,
}
