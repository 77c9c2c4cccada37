namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>What a frame of a checkpoint holds. The numbers are part of the format.</summary>
internal static class RecordKind
{
    /// <summary>The first frame of a log or a snapshot: whose it is, and what the others refer to by number.</summary>
    public const ushort Header = 1;

    /// <summary>What each source gives to a batch; written before any output sees it.</summary>
    public const ushort Input = 2;

    /// <summary>A batch has happened, with what it changed in the state. This decides.</summary>
    public const ushort Commit = 3;

    /// <summary>All sinks have committed a batch.</summary>
    public const ushort Done = 4;

    /// <summary>A batch was given up, with its input; the state is as before it.</summary>
    public const ushort Skipped = 5;

    /// <summary>All sources have been read to their end, and everything has been computed.</summary>
    public const ushort Ended = 6;

    /// <summary>One part of the state in a snapshot.</summary>
    public const ushort Part = 7;

    /// <summary>The last frame of a snapshot.</summary>
    public const ushort SnapshotEnd = 8;

    /// <summary>Which epoch owns the directory.</summary>
    public const ushort Epoch = 9;
}
