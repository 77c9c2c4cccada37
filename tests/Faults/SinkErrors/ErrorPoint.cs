namespace Faults.SinkErrors;

/// <summary>Where a sink fails.</summary>
internal enum ErrorPoint
{
    /// <summary>Nothing was done.</summary>
    BeforePrepare,

    /// <summary>Something was done.</summary>
    DuringPrepare,

    /// <summary>All is prepared, and nobody is told.</summary>
    AfterPrepare,

    /// <summary>The batch is decided, and nothing was done.</summary>
    BeforeCommit,

    /// <summary>The batch is committed, and nobody is told.</summary>
    AfterCommit,
}

/// <summary>An error that was made on purpose.</summary>
internal sealed class FlakyException(ErrorPoint point, Exception? inner = null) : Exception($"made to fail: {point}", inner);
