using System.IO.Hashing;
using System.Runtime.InteropServices;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>The parts of state that the records of a file refer to by number.</summary>
internal sealed record PartTable(IReadOnlyList<PartEntry> Entries)
{
    /// <summary>The same for equal tables in all processes: the frames of a file say under which table they were written.</summary>
    public ulong Id { get; } = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(string.Join('\n', Entries).AsSpan()));

    public void Write(ByteWriter bytes)
    {
        bytes.WriteNumber(Entries.Count);
        foreach (var entry in Entries)
        {
            bytes.WriteText(entry.Operator);
            bytes.WriteText(entry.Part);
            bytes.WriteText(entry.Schema);
        }
    }

    public static PartTable Read(ref ByteReader bytes)
    {
        var entries = new PartEntry[bytes.ReadNumber()];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new PartEntry(bytes.ReadText()!, bytes.ReadText()!, bytes.ReadText()!);
        }

        return new PartTable(entries);
    }
}

/// <summary>One part of state.</summary>
/// <param name="Operator">The id of its operator.</param>
/// <param name="Part">Its name there.</param>
/// <param name="Schema">What its bytes hold.</param>
internal sealed record PartEntry(string Operator, string Part, string Schema);
