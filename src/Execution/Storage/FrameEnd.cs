namespace Linq.Streaming.Execution.Storage;

/// <summary>How the frames of a file end.</summary>
internal enum FrameEnd
{
    /// <summary>There may be more frames.</summary>
    None,

    /// <summary>The last byte is the end of a frame.</summary>
    End,

    /// <summary>What follows is no frame, and no write starts after it: what a crash leaves of frames that were being written.</summary>
    /// <remarks>Damage to the frames of the last write looks the same. A file that was synced when its writer went on is to end with <see cref="End"/>.</remarks>
    Torn,

    /// <summary>What follows is no frame, though a write starts after it: no crash leaves that of a file that is synced after each write and cut before it is appended to.</summary>
    Corrupt,

    /// <summary>What follows is a frame that a newer version of this library has written.</summary>
    Newer,
}
