namespace Faults.Simulation;

/// <summary>How an operation fails.</summary>
internal enum FaultKind
{
    /// <summary>EIO, without effect.</summary>
    InputOutput,

    /// <summary>ENOSPC, without effect.</summary>
    NoSpace,

    /// <summary>ENOSPC, after half of the bytes of a write. Other operations have no effect.</summary>
    ShortWrite,

    /// <summary>EIO of a sync of a file or directory. Other operations succeed.</summary>
    Sync,
}
