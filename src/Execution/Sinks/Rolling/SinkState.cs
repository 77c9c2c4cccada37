using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Sinks.Rolling;

/// <summary>All that an output has to know after a restart. Each record of the journal is one of these, and the last one holds.</summary>
/// <param name="QueryId">Whose batches they are.</param>
/// <param name="Output">The output's name in the query.</param>
/// <param name="Epoch">The start that may write.</param>
internal sealed record SinkState(Guid QueryId, string Output, long Epoch)
{
    private const int GuidBytes = 16;

    /// <summary>The last committed batch; 0 before the first.</summary>
    public long Committed { get; init; }

    /// <summary>What is committed of the file that is being written; null where it has no rows yet.</summary>
    public OpenFile? File { get; init; }

    /// <summary>Whether the file gets no more rows: all that is left to do is to give it its name, which may have been done.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The batch that is prepared and not committed.</summary>
    public PreparedBatch? Prepared { get; init; }

    public void Write(ByteWriter bytes)
    {
        bytes.Write(QueryId.ToByteArray());
        bytes.WriteText(Output);
        bytes.WriteInt64(Epoch);
        bytes.WriteInt64(Committed);
        bytes.WriteBool(IsComplete);
        OpenFile.Write(File, bytes);
        bytes.WriteBool(Prepared is not null);
        if (Prepared is { } prepared)
        {
            bytes.WriteInt64(prepared.Batch);
            bytes.WriteInt64(prepared.Ticks);
            OpenFile.Write(prepared.File, bytes);
        }
    }

    public static SinkState Read(ReadOnlySpan<byte> payload)
    {
        var bytes = new ByteReader(payload);
        var state = new SinkState(new Guid(bytes.Read(GuidBytes)), bytes.ReadText() ?? "", bytes.ReadInt64())
        {
            Committed = bytes.ReadInt64(),
            IsComplete = bytes.ReadBool(),
            File = OpenFile.Read(ref bytes),
            Prepared = bytes.ReadBool() ? new PreparedBatch(bytes.ReadInt64(), bytes.ReadInt64(), OpenFile.Read(ref bytes)) : null,
        };
        bytes.ExpectEnd();
        return state;
    }
}

/// <summary>A batch that is prepared.</summary>
/// <param name="Batch">Its number.</param>
/// <param name="Ticks">Its time, in ticks of UTC.</param>
/// <param name="File">The file as it is with the rows of the batch; null where there are none yet.</param>
internal sealed record PreparedBatch(long Batch, long Ticks, OpenFile? File);
