namespace Linq.Streaming;

/// <summary>How far a batch has come.</summary>
public enum BatchStatus
{
    /// <summary>It has its input, and waits for its turn.</summary>
    Submitted,

    /// <summary>It is being computed, or its outputs are under way.</summary>
    Started,

    /// <summary>Its outputs have been served, and its state is final.</summary>
    Completed,

    /// <summary>It has failed and is left out with its input (<see cref="BatchFailurePolicy.Skip"/>).</summary>
    Skipped,

    /// <summary>It has failed, and the run with it.</summary>
    Failed,
}
