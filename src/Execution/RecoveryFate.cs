namespace Linq.Streaming;

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
