namespace Linq.Streaming.Execution.Compilation;

/// <summary>How stages become delegates.</summary>
internal enum StageMode
{
    /// <summary>One loop, with every function inlined and no object made that nobody reads whole.</summary>
    Fused,

    /// <summary>Every function a delegate of its own, and every row of every operator made: slow and obvious, for tests to compare with.</summary>
    Unfused,
}
