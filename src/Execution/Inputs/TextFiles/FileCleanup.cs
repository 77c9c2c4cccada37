namespace Linq.Streaming;

/// <summary>What becomes of a file that has been read and committed.</summary>
public enum FileCleanup
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It is moved to another directory.</summary>
    Move,
}
