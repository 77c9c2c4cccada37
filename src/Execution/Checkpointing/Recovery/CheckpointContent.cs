using Linq.Streaming.Execution.Checkpointing.Log;

namespace Linq.Streaming.Execution.Checkpointing.Recovery;

/// <summary>What a checkpoint directory says, read and checked: all that counts of it, in order.</summary>
internal sealed record CheckpointContent
{
    /// <summary>The newest header.</summary>
    public required FileHeader Header { get; init; }

    /// <summary>The state to start from; null where everything since the query's first start is in the logs.</summary>
    public required Snapshot? Snapshot { get; init; }

    /// <summary>Batches that have happened, or been given up, after the snapshot, in order, without gaps.</summary>
    public required IReadOnlyList<LoggedRecord> Commits { get; init; }

    /// <summary>The inputs of batches from that of the snapshot on, in order.</summary>
    public required IReadOnlyList<LoggedRecord> Inputs { get; init; }

    /// <summary>The last batch of which all sinks are known to have committed.</summary>
    public required long Done { get; init; }

    /// <summary>Whether everything has been read and computed.</summary>
    public required bool HasEnded { get; init; }

    /// <summary>The logs there are, with the length that counts, and the last batch that each speaks of.</summary>
    public required IReadOnlyList<(string Log, long Length, long MaxBatch)> Logs { get; init; }

    /// <summary>Snapshots that were passed over, with what is wrong with them.</summary>
    public required IReadOnlyList<string> Damaged { get; init; }

    /// <summary>The last batch that has happened or been given up; 0 for none.</summary>
    public long Committed => Commits.Count > 0 ? Commits[^1].Batch : Snapshot?.Input.Batch ?? 0;
}

/// <summary>A record of a log.</summary>
/// <param name="Header">The header of its file, whose numbers it uses.</param>
/// <param name="Kind">See <see cref="RecordKind"/>.</param>
/// <param name="Batch">The batch that it speaks of.</param>
/// <param name="Payload">Its bytes.</param>
internal sealed record LoggedRecord(FileHeader Header, ushort Kind, long Batch, ReadOnlyMemory<byte> Payload);
