using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Checkpointing.Recovery;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>That a batch has happened, or has been given up.</summary>
/// <param name="Batch">The batch's number.</param>
/// <param name="Before">The batch before it that has happened or been given up; 0 for none. So a log of which a piece is missing is found out.</param>
/// <param name="Ticks">Its time, in ticks of UTC.</param>
/// <param name="Sinks">The sinks that have prepared it, as numbers in the header. A window that does not slide with a batch leaves its sink without a part in it.</param>
internal readonly record struct CommitRecord(long Batch, long Before, long Ticks, IReadOnlyList<int> Sinks)
{
    public void Write(ByteWriter bytes, CapturedParts? changes)
    {
        bytes.WriteInt64(Batch);
        bytes.WriteInt64(Before);
        bytes.WriteInt64(Ticks);
        bytes.WriteNumber(Sinks.Count);
        foreach (var sink in Sinks)
        {
            bytes.WriteNumber(sink);
        }

        (changes ?? new CapturedParts([])).Write(bytes);
    }

    /// <summary>Reads a record; the changes come next.</summary>
    public static CommitRecord Read(ref ByteReader bytes)
    {
        var (batch, before, ticks) = (bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadInt64());
        var sinks = new int[bytes.ReadNumber()];
        for (var i = 0; i < sinks.Length; i++)
        {
            sinks[i] = bytes.ReadNumber();
        }

        return new CommitRecord(batch, before, ticks, sinks);
    }

    /// <summary>The names of the outputs whose sinks have prepared the batch of a record.</summary>
    public static IReadOnlyList<string> SinksOf(LoggedRecord record)
    {
        var bytes = new ByteReader(record.Payload.Span);
        return [.. Read(ref bytes).Sinks.Select(sink => record.Header.Sinks[sink])];
    }
}
