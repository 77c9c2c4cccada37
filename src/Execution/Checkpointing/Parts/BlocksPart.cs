using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>The rows of batches that later ones will read: those of each batch are written once, and go when they are too old.</summary>
internal sealed class BlocksPart<T>(StreamExpander of, ValueCodecs codecs) : StatePart("rows")
{
    private readonly ValueCodec<T> _own = codecs.For<T>();
    private ValueCodec<T>? _codec;

    public override string Schema => $"batches|{_own.Schema}";

    public override CapturedState? CaptureChanges(BatchContext batch) =>
        of.Remembered(batch.Ticks - 1, batch.Ticks) is { Count: > 0 } kept ? new Captured(Copy(kept), Oldest(batch), _own) : null;

    public override CapturedState CaptureAll(BatchContext batch) =>
        new Captured(Copy(of.Remembered(Oldest(batch), batch.Ticks)), Oldest(batch), _own);

    public override void BeginRestore(long batch) => of.ForgetUpTo(long.MaxValue);

    public override string? Accept(string schema)
    {
        if (!schema.StartsWith("batches|", StringComparison.Ordinal))
        {
            return $"it was kept as {schema} and is {Schema} now";
        }

        _codec = codecs.ForSchema<T>(schema["batches|".Length..], out var reason);
        return reason;
    }

    public override void Apply(ref ByteReader bytes)
    {
        var oldest = bytes.ReadInt64();
        for (var batches = bytes.ReadNumber(); batches > 0; batches--)
        {
            var ticks = bytes.ReadInt64();
            var partitions = new Block<T>[bytes.ReadNumber()][];
            for (var partition = 0; partition < partitions.Length; partition++)
            {
                var rows = new T[bytes.ReadNumber()];
                (_codec ?? _own).ReadAll(ref bytes, rows);
                partitions[partition] = [new Block<T>(rows)];
            }

            of.Remember(ticks, new BlockSet<T>(partitions));
        }

        of.ForgetUpTo(oldest);
    }

    // Batches up to this time are not read any more.
    private long Oldest(BatchContext batch) => batch.Ticks - of.Template.Retention.Ticks;

    private static (long Ticks, T[][] Partitions)[] Copy(IEnumerable<(long Ticks, BlockSet Blocks)> kept) =>
        [.. kept.Select(batch => (batch.Ticks, Rows((BlockSet<T>)batch.Blocks)))];

    private static T[][] Rows(BlockSet<T> blocks) =>
        [.. Enumerable.Range(0, blocks.PartitionCount).Select(partition => new BlockSet<T>([blocks.Blocks(partition)]).ToArray())];

    private sealed class Captured((long Ticks, T[][] Partitions)[] batches, long oldest, ValueCodec<T> codec) : CapturedState
    {
        public override void Write(ByteWriter bytes)
        {
            bytes.WriteInt64(oldest);
            bytes.WriteNumber(batches.Length);
            foreach (var (ticks, partitions) in batches)
            {
                bytes.WriteInt64(ticks);
                bytes.WriteNumber(partitions.Length);
                foreach (var rows in partitions)
                {
                    bytes.WriteNumber(rows.Length);
                    codec.WriteAll(bytes, rows);
                }
            }
        }
    }
}
