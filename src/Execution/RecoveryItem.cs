namespace Linq.Streaming;

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
