using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>What each source gives to a batch.</summary>
/// <param name="Batch">The batch's number.</param>
/// <param name="Ticks">Its time, in ticks of UTC.</param>
/// <param name="IsFlush">Whether it only closes what is open at the end of the input.</param>
/// <param name="Sources">For each source of the header, in order, what it gives.</param>
internal sealed record InputRecord(long Batch, long Ticks, bool IsFlush, IReadOnlyList<RecordedInput> Sources)
{
    /// <summary>Where the sources stood behind the batch, without the rows.</summary>
    public InputRecord Positions => this with { Sources = [.. Sources.Select(source => source with { Rows = null })] };

    public void Write(ByteWriter bytes, IReadOnlyList<InputRows?> rows)
    {
        bytes.WriteInt64(Batch);
        bytes.WriteInt64(Ticks);
        bytes.WriteBool(IsFlush);
        bytes.WriteNumber(Sources.Count);
        for (var i = 0; i < Sources.Count; i++)
        {
            bytes.WriteBool(Sources[i].HasRdd);
            bytes.WriteBool(Sources[i].HasEnded);
            Offsets.Write(bytes, Sources[i].From);
            Offsets.Write(bytes, Sources[i].Until);
            bytes.WriteBool(Sources[i].Rows is not null);
            if (Sources[i].Rows is { } given)
            {
                rows[i]!.Write(bytes, given);
            }
        }
    }

    /// <summary>Reads a record.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="rows">How the rows of each source are read; null where the source is not there any more, so that they are skipped.</param>
    public static InputRecord Read(ref ByteReader bytes, IReadOnlyList<InputRows?> rows)
    {
        var (batch, ticks, isFlush) = (bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadBool());
        var sources = new RecordedInput[bytes.ReadNumber()];
        for (var i = 0; i < sources.Length; i++)
        {
            var (hasRdd, hasEnded, from, until) = (bytes.ReadBool(), bytes.ReadBool(), Offsets.Read(ref bytes), Offsets.Read(ref bytes));
            sources[i] = new RecordedInput(from, until, hasRdd, hasEnded, bytes.ReadBool() ? InputRows.Read(i < rows.Count ? rows[i] : null, ref bytes) : null);
        }

        return new InputRecord(batch, ticks, isFlush, sources);
    }
}
