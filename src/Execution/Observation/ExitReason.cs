namespace Linq.Streaming;

/// <summary>Why a run ended.</summary>
public enum ExitReason
{
    /// <summary>Every source has been read to its end.</summary>
    Completed,

    /// <summary>It was stopped, and what had been received was computed (<see cref="StopMode.Drain"/>).</summary>
    Drained,

    /// <summary>It was stopped after the batches that had been made (<see cref="StopMode.AfterBatch"/>).</summary>
    Stopped,

    /// <summary>It was stopped at once (<see cref="StopMode.Abort"/>), or a drain took longer than it may.</summary>
    Aborted,

    /// <summary>It failed.</summary>
    Failed,
}
