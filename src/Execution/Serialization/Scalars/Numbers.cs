using System.Numerics;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Numbers that need a check when they are read, or have no fixed size.</summary>
internal static class Numbers
{
    private const int MostScale = 28;
    private const int DecimalFlags = unchecked((int)0x80FF0000);

    public static void WriteBool(ByteWriter writer, bool value) => writer.WriteBool(value);

    public static bool ReadBool(ref ByteReader reader) => reader.ReadBool();

    // In 8 bytes, so that state moves between processes of 32 and 64 bits.
    public static void WriteNInt(ByteWriter writer, nint value) => writer.WriteInt64(value);

    public static nint ReadNInt(ref ByteReader reader) =>
        reader.ReadInt64() is var value && value == (nint)value ? (nint)value : throw reader.Corrupt($"{value} does not fit into this process's native integers");

    public static void WriteNUInt(ByteWriter writer, nuint value) => writer.WriteUInt64(value);

    public static nuint ReadNUInt(ref ByteReader reader) =>
        reader.ReadUInt64() is var value && value == (nuint)value ? (nuint)value : throw reader.Corrupt($"{value} does not fit into this process's native integers");

    // With its scale: 1.0 and 1.00 are equal and print differently.
    public static void WriteDecimal(ByteWriter writer, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (var part in parts)
        {
            writer.WriteInt32(part);
        }
    }

    public static decimal ReadDecimal(ref ByteReader reader)
    {
        Span<int> parts = [reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()];
        return (parts[3] & ~DecimalFlags) == 0 && ((parts[3] >> 16) & 0xFF) <= MostScale ? new decimal(parts) : throw reader.Corrupt("a decimal has no such scale");
    }

    public static void WriteBigInteger(ByteWriter writer, BigInteger value)
    {
        var length = value.GetByteCount();
        writer.WriteCount(length);
        value.TryWriteBytes(writer.GetSpan(length), out var written);
        writer.Advance(written);
    }

    public static BigInteger ReadBigInteger(ref ByteReader reader) =>
        reader.ReadCount(1) is > 0 and var length ? new BigInteger(reader.Read(length)) : throw reader.Corrupt("a number has no digits");
}
