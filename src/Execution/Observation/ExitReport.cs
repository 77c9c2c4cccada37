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
