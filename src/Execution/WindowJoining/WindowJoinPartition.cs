namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>What the loop of a window join gives out next.</summary>
internal enum JoinStep
{
    /// <summary>It is done.</summary>
    End,

    /// <summary>Outer rows, each with an inner one.</summary>
    Pairs,

    /// <summary>Outer rows that have met none.</summary>
    Outer,

    /// <summary>Inner rows that have met none.</summary>
    Inner,
}

/// <summary>Two rows that meet, by their places.</summary>
internal struct JoinedPair
{
    public int Outer;
    public int Inner;
}

/// <summary>One partition of a window join: what does not depend on the types of its rows.</summary>
/// <remarks>The generated loop calls <c>Begin</c>, then <c>Next</c> until it is at its end, and gives the first <see cref="Count"/> of <see cref="Pairs"/>, of which a step other than <see cref="JoinStep.Pairs"/> has one side each.</remarks>
internal abstract class WindowJoinPartition(long length)
{
    /// <summary>How many outer rows are looked up at once: what they meet stays in the first cache until it is given.</summary>
    protected const int Chunk = 256;

    /// <summary>What to give now.</summary>
    public readonly JoinedPair[] Pairs = new JoinedPair[2 * Chunk];

    public int Count;

    /// <summary>Where the window that is given out starts.</summary>
    public long WindowStart;

    /// <summary>Where it ends.</summary>
    public long WindowEnd;

    /// <summary>The batch.</summary>
    public long Batch { get; private set; } = long.MinValue;

    /// <summary>Windows that end at or before it are given out.</summary>
    protected long Close { get; private set; } = long.MinValue;

    /// <summary>Begins a batch, before its rows are gone through; what a batch has left that was not committed is undone.</summary>
    public virtual void StartBatch(long batch, long close) => (Batch, Close) = (batch, close);

    protected bool IsClosed(long start) => start + length <= Close;

    protected void Enter(long start) => (WindowStart, WindowEnd) = (start, start + length);
}
