using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>That a batch has happened, or has been given up.</summary>
/// <param name="Batch">The batch's number.</param>
/// <param name="Before">The batch before it that has happened or been given up; 0 for none. So a log of which a piece is missing is found out.</param>
/// <param name="Ticks">Its time, in ticks of UTC.</param>
internal readonly record struct CommitRecord(long Batch, long Before, long Ticks)
{
    public void Write(ByteWriter bytes, CapturedParts? changes)
    {
        bytes.WriteInt64(Batch);
        bytes.WriteInt64(Before);
        bytes.WriteInt64(Ticks);
        (changes ?? new CapturedParts([])).Write(bytes);
    }

    /// <summary>Reads a record; the changes come next.</summary>
    public static CommitRecord Read(ref ByteReader bytes) => new(bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadInt64());
}
