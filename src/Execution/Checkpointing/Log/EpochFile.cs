using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>The file that says which epoch owns a checkpoint directory.</summary>
internal static class EpochFile
{
    /// <summary>The epoch; null where the file is missing or damaged.</summary>
    public static long? Read(CheckpointFiles checkpoint)
    {
        if (!checkpoint.Files.Exists(checkpoint.Epoch))
        {
            return null;
        }

        var frames = new FrameReader(checkpoint.Files.Read(checkpoint.Epoch));
        return frames.TryRead(out var frame) && frame.Kind == RecordKind.Epoch && frame.Payload.Length == sizeof(long)
            ? new ByteReader(frame.Payload).ReadInt64()
            : null;
    }

    /// <summary>Makes a later epoch the owner, durably.</summary>
    public static long Raise(CheckpointFiles checkpoint)
    {
        // The names of logs have it too, so that damage to this file cannot make an epoch come twice.
        var epoch = 1 + Math.Max(Read(checkpoint) ?? 0, checkpoint.Logs().Select(CheckpointFiles.EpochOf).DefaultIfEmpty().Max());
        using var bytes = new ByteWriter();
        bytes.WriteInt64(epoch);
        var frames = new FrameWriter();
        frames.Write(RecordKind.Epoch, 0, bytes.Written);
        checkpoint.Files.WriteAtomically(checkpoint.Epoch, frames.Written);
        return epoch;
    }
}
