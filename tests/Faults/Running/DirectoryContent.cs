using System.IO.Hashing;
using System.Text;
using Faults.Worlds;
using Linq.Streaming.Execution.Checkpointing.Log;
using Linq.Streaming.Execution.Checkpointing.Recovery;
using Linq.Streaming.Execution.Serialization;

namespace Faults.Running;

/// <summary>All that a start reads from a checkpoint directory, in short.</summary>
internal static class DirectoryContent
{
    /// <summary>The same for directories from which a start does the same; null where it is refused at once.</summary>
    public static string? Of(World world, out Exception? refusal)
    {
        try
        {
            refusal = null;
            var checkpoint = new CheckpointFiles(world.Files, "checkpoint");
            var content = new CheckpointReader(checkpoint).Read();
            var text = new StringBuilder();
            text.Append(EpochFile.Read(checkpoint)).Append(' ').AppendJoin(',', checkpoint.Logs()).Append(' ').AppendJoin(',', checkpoint.Snapshots());
            if (content is not null)
            {
                text.Append(Hash(content.Header)).Append(' ').Append(content.Snapshot?.Name).Append(XxHash3.HashToUInt64(content.Snapshot?.Content));
                text.AppendJoin(',', content.Commits.Concat(content.Inputs).Select(record => (record.Kind, record.Batch, Hash(record.Header), XxHash3.HashToUInt64(record.Payload.Span))));
                text.Append(content.Done).Append(content.HasEnded).AppendJoin(',', content.Logs).AppendJoin(',', content.Damaged.Select(damaged => damaged.Split(':')[0]));
            }

            return text.ToString();
        }
        catch (Exception failure)
        {
            refusal = failure;
            return null;
        }
    }

    private static ulong Hash(FileHeader header)
    {
        using var bytes = new ByteWriter();
        header.Write(bytes);
        return XxHash3.HashToUInt64(bytes.Written);
    }
}
