using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Sinks.Rolling;

/// <summary>A part of a file, from its start to the end of a batch.</summary>
/// <param name="First">The first batch that has rows in it.</param>
/// <param name="FirstTicks">The time of that batch, in ticks of UTC.</param>
/// <param name="Last">The last batch that has rows in it.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Check">XxHash3 of the bytes.</param>
/// <param name="Header">XxHash3 of what the file starts with before its rows: rows with other columns need another file.</param>
internal sealed record OpenFile(long First, long FirstTicks, long Last, long Length, long Rows, ulong Check, ulong Header)
{
    public static void Write(OpenFile? file, ByteWriter bytes)
    {
        bytes.WriteBool(file is not null);
        if (file is not null)
        {
            bytes.WriteInt64(file.First);
            bytes.WriteInt64(file.FirstTicks);
            bytes.WriteInt64(file.Last);
            bytes.WriteInt64(file.Length);
            bytes.WriteInt64(file.Rows);
            bytes.WriteUInt64(file.Check);
            bytes.WriteUInt64(file.Header);
        }
    }

    public static OpenFile? Read(ref ByteReader bytes) => bytes.ReadBool()
        ? new OpenFile(bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadInt64(), bytes.ReadUInt64(), bytes.ReadUInt64())
        : null;
}
