using System.Buffers.Binary;
using System.IO.Hashing;

namespace Linq.Streaming.Execution.Storage;

/// <summary>The first 24 bytes of a frame; see <see cref="Frame"/>.</summary>
internal readonly record struct FrameHeader(ushort Kind, ushort Version, ulong SchemaId, uint PayloadLength, bool StartsWrite = false)
{
    public const int Size = CheckOffset + sizeof(uint);

    private const int CheckOffset = 20;

    // Payloads are not as long.
    private const uint StartMark = 1u << 31;

    /// <summary>What every frame starts with.</summary>
    public static ReadOnlySpan<byte> Magic => "LQSF"u8;

    public void WriteTo(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], Kind);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], SchemaId);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], PayloadLength | (StartsWrite ? StartMark : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[CheckOffset..], CheckOf(bytes));
    }

    /// <summary>The header at the start of some bytes; false if there is none, or one that does not check.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CheckOffset..]) != CheckOf(bytes))
        {
            header = default;
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        header = new FrameHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            length & ~StartMark,
            length >= StartMark);
        return true;
    }

    private static uint CheckOf(ReadOnlySpan<byte> bytes) => (uint)XxHash3.HashToUInt64(bytes[..CheckOffset]);
}
