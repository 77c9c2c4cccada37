using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Checkpointing.Recovery;

/// <summary>Where and how a query keeps what a restart needs.</summary>
/// <param name="Files">The file system.</param>
/// <param name="Directory">The directory, which is made if it is missing.</param>
internal sealed record CheckpointSettings(IDurableFileSystem Files, string Directory)
{
    /// <summary>A snapshot is taken when logs have grown by as much as the last one, and at least by so many bytes.</summary>
    public long LeastSnapshot { get; init; } = 4 << 20;

    /// <summary>Whether an earlier query's state may be lost where it does not fit this one.</summary>
    public bool AllowDroppedState { get; init; }

    /// <summary>Runs what may take long apart from the batches; null: at once.</summary>
    public Action<Action>? InBackground { get; init; }

    /// <summary>Runs the thread that writes the log; null: whoever waits for it writes it.</summary>
    public Action<Action>? OnThread { get; init; }

    /// <summary>Whether nobody asks who else uses the directory: for tests that show that others find out.</summary>
    public bool IsUnfenced { get; init; }
}
