namespace Linq.Streaming;

/// <summary>What a context found in its checkpoint directory, before anything runs.</summary>
/// <param name="IsNew">Whether no query has been started from the directory before.</param>
/// <param name="LastBatch">The number of the last batch that has happened; 0 for none.</param>
/// <param name="LastBatchTime">Its time; null for none.</param>
/// <param name="PendingBatches">How many batches had begun and run again with the same input.</param>
/// <param name="Items">What becomes of the state of each operator, and of the position of each source, in the order of the query; those that are dropped come last.</param>
/// <param name="Damaged">Files that were passed over for older ones, with what is wrong with each.</param>
public sealed record RecoveryReport(
    bool IsNew, long LastBatch, DateTimeOffset? LastBatchTime, int PendingBatches, IReadOnlyList<RecoveryItem> Items, IReadOnlyList<string> Damaged)
{
    /// <summary>One line for each item.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Items.Select(item => item.ToString()));
}
