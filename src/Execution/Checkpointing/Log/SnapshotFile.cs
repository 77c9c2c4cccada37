using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>All state after a batch, in a file of its own.</summary>
/// <remarks>
/// <code>
///   header | input of that batch | part | part | ... | end: number of parts
/// </code>
/// The record of the input has no rows: it says where the sources stood. The last frame tells a whole file from one whose end is missing.
/// </remarks>
internal static class SnapshotFile
{
    /// <summary>Writes a snapshot, durably, and reads it back; gives its size.</summary>
    /// <exception cref="DurableIOException">It could not be written, or does not say what was written.</exception>
    public static long Write(CheckpointFiles checkpoint, FileHeader header, InputRecord input, CapturedParts state)
    {
        var name = CheckpointFiles.SnapshotName(input.Batch, header.Epoch);
        using var bytes = new ByteWriter();
        var frames = new FrameWriter();
        header.Write(bytes);
        frames.Write(RecordKind.Header, header.Parts.Id, bytes.Written);
        bytes.Clear();
        input.Write(bytes, []);
        frames.Write(RecordKind.Input, 0, bytes.Written);
        foreach (var (index, part) in state.Parts)
        {
            bytes.Clear();
            bytes.WriteVarint((ulong)index);
            part.Write(bytes);
            frames.Write(RecordKind.Part, header.Parts.Id, bytes.Written);
        }

        bytes.Clear();
        bytes.WriteInt64(state.Parts.Count);
        frames.Write(RecordKind.SnapshotEnd, header.Parts.Id, bytes.Written);
        checkpoint.Files.WriteAtomically(checkpoint.PathOf(name), frames.Written);
        if (!checkpoint.Files.Read(checkpoint.PathOf(name)).AsSpan().SequenceEqual(frames.Written))
        {
            throw new DurableIOException("read back", name, 0, "the file does not hold what has been written");
        }

        return frames.Written.Length;
    }

    /// <summary>Reads a snapshot; null, with what is wrong, if it is not whole.</summary>
    public static Snapshot? Read(CheckpointFiles checkpoint, string name, out string? damage)
    {
        var content = checkpoint.Files.Read(checkpoint.PathOf(name));
        var frames = new FrameReader(content);
        var parts = new List<(int Offset, int Length)>();
        FileHeader? header = null;
        InputRecord? input = null;
        var isWhole = false;
        while (frames.TryRead(out var frame))
        {
            var bytes = new ByteReader(frame.Payload);
            switch (frame.Kind)
            {
                case RecordKind.Header:
                    header = FileHeader.Read(ref bytes);
                    break;
                case RecordKind.Input:
                    input = InputRecord.Read(ref bytes, []);
                    break;
                case RecordKind.Part:
                    parts.Add((frame.Offset + FrameHeader.Size, frame.Payload.Length));
                    break;
                case RecordKind.SnapshotEnd:
                    isWhole = bytes.ReadInt64() == parts.Count;
                    break;
                default:
                    damage = $"a frame of kind {frame.Kind} at byte {frame.Offset}";
                    return null;
            }
        }

        if (frames.End == FrameEnd.End && isWhole && header is not null && input is not null && input.Batch == CheckpointFiles.BatchOf(name))
        {
            damage = null;
            return new Snapshot(name, header, input, content, parts);
        }

        damage = frames.End == FrameEnd.Newer
            ? "it has been written by a newer version of this library"
            : frames.End == FrameEnd.End ? "frames are missing" : $"it does not check at byte {frames.Offset} of {content.Length}";
        return null;
    }
}

/// <summary>A snapshot that has been read, and checks.</summary>
internal sealed record Snapshot(string Name, FileHeader Header, InputRecord Input, byte[] Content, IReadOnlyList<(int Offset, int Length)> Parts);
