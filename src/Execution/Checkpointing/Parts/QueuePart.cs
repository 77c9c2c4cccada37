using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Windows;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>The batches, or panes, that a moving window has: a queue for each partition.</summary>
/// <remarks>A batch never changes between entering and leaving, so each is written once, and what has left is said by the time of the oldest.</remarks>
internal sealed class QueuePart<TKey, TAccumulator>(
    string name, IReadOnlyList<BatchQueue<TKey, TAccumulator>> queues, BatchVersions versions, StableHasher<TKey> hash, ValueCodecs codecs)
    : KeyedPart<TKey, TAccumulator>(name, queues.Count, hash, codecs)
{
    protected override string Form => "queue";

    public override CapturedState? CaptureChanges(BatchContext batch)
    {
        var first = versions.First(batch.Id);
        return queues.All(queue => !queue.HasChanged(first)) ? null : Capture(queues.Select(queue => WriteOf(queue, entered => entered.EnteredIn >= first)));
    }

    public override CapturedState CaptureAll(BatchContext batch) => Capture(queues.Select(queue => WriteOf(queue, _ => true)))!;

    public override void BeginRestore(long batch)
    {
        foreach (var queue in queues)
        {
            queue.Clear();
        }
    }

    protected override void ReadSection(ref ByteReader bytes, KeySection section)
    {
        var oldest = bytes.ReadInt64();
        foreach (var (partition, isWhole) in PartitionsOf(section))
        {
            queues[partition].RemoveBefore(oldest, isWhole ? null : key => Has(section, key));
        }

        for (var batches = bytes.ReadNumber(); batches > 0; batches--)
        {
            var time = bytes.ReadInt64();
            var count = bytes.ReadNumber();
            var keys = ReadKeys(ref bytes, count);
            var values = ReadValues(ref bytes, count);
            for (var i = 0; i < count; i++)
            {
                queues[OwnerOf(section, keys[i])].Restore(time, keys[i], values[i]);
            }
        }
    }

    private Action<ByteWriter> WriteOf(BatchQueue<TKey, TAccumulator> queue, Func<WindowBatch<TKey, TAccumulator>, bool> isWanted)
    {
        var oldest = queue.Oldest?.Time ?? long.MaxValue;
        var batches = queue.Batches.Where(isWanted).Select(batch => (batch.Time, Entries: batch.Run.Entries.AsSpan(0, batch.Run.Count).ToArray())).ToArray();
        return bytes =>
        {
            bytes.WriteInt64(oldest);
            bytes.WriteNumber(batches.Length);
            foreach (var (time, entries) in batches)
            {
                bytes.WriteInt64(time);
                bytes.WriteNumber(entries.Length);
                WriteKeys(bytes, Array.ConvertAll(entries, entry => entry.Key));
                WriteValues(bytes, Array.ConvertAll(entries, entry => entry.Value));
            }
        };
    }
}
