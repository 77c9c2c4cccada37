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

/// <summary>What becomes of what an operator or a source had kept.</summary>
/// <param name="Id">The id of the operator, or <c>source:</c> and the name of the source.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Reason">Why it is dropped; else null.</param>
public sealed record RecoveryItem(string Id, RecoveryFate Fate, string? Reason)
{
    /// <summary>Such as <c>group3: kept</c>.</summary>
    public override string ToString() => $"{Id}: {Fate switch
    {
        RecoveryFate.Kept => "kept",
        RecoveryFate.Migrated => "kept, in another form",
        RecoveryFate.Empty => "new, starts empty",
        _ => $"dropped: {Reason}",
    }}";
}

/// <summary>What becomes of something that a checkpoint keeps.</summary>
public enum RecoveryFate
{
    /// <summary>It goes on with what it had.</summary>
    Kept,

    /// <summary>It goes on with what it had, whose type has changed: members are matched by name, and new ones have their default.</summary>
    Migrated,

    /// <summary>The checkpoint knows nothing of it.</summary>
    Empty,

    /// <summary>It is not in the query any more, or cannot be read as what it is now. Needs <see cref="StreamOptions.AllowDroppedState"/>.</summary>
    Dropped,
}
