using System.Globalization;

namespace Linq.Streaming;

/// <summary>How a run ended, and what has been committed.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="LastBatch">The number of the last batch that has completed; 0 for none.</param>
/// <param name="LastBatchTime">Its time; null for none.</param>
/// <param name="Batches">How many batches have completed in this run.</param>
/// <param name="SkippedBatches">How many have failed and were left out.</param>
/// <param name="PendingBatches">How many had been made and have not completed: a restart from a checkpoint runs them again, without one they are lost.</param>
/// <param name="Sources">What each source has given.</param>
/// <param name="DroppedEvents">How many events listeners have missed.</param>
/// <param name="Failure">The failure that ended it; null for none.</param>
public sealed record ExitReport(
    ExitReason Reason,
    long LastBatch,
    DateTimeOffset? LastBatchTime,
    long Batches,
    long SkippedBatches,
    long PendingBatches,
    IReadOnlyList<SourceExit> Sources,
    long DroppedEvents,
    Exception? Failure)
{
    /// <summary>On one line, for people.</summary>
    public override string ToString()
    {
        var last = LastBatchTime is { } time ? string.Create(CultureInfo.InvariantCulture, $", the last {LastBatch} of {time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}") : "";
        var rest = string.Concat(
            SkippedBatches > 0 ? $", {SkippedBatches} left out" : "",
            PendingBatches > 0 ? $", {PendingBatches} not completed" : "",
            Failure is null ? "" : $". {Failure.Message}");
        return $"{Reason}: {Batches} batches committed{last}{rest}. {string.Join("; ", Sources)}";
    }
}

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

/// <summary>What a source has given in a run.</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Committed">How many elements are in batches that have completed.</param>
/// <param name="Left">How many had been received and are in none: a source that can be read again gives them again, of others they are lost. Null where the source cannot tell.</param>
/// <param name="Dropped">Elements dropped by its overflow policy.</param>
/// <param name="Malformed">Pieces of input that were no rows and have been left out.</param>
public sealed record SourceExit(string Name, long Committed, long? Left, long Dropped, long Malformed)
{
    /// <summary>Such as <c>clicks: 1200 committed, 3 left</c>.</summary>
    public override string ToString() => string.Concat(
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Committed} committed"),
        Left is > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Left} left") : "",
        Dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Dropped} dropped") : "",
        Malformed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Malformed} malformed") : "");
}
