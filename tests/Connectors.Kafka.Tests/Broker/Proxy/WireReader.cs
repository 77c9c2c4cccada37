using System.Buffers.Binary;
using System.Text;

namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>Goes through a frame of Kafka's protocol, in the encodings of versions that are not flexible. What it hands out can be written to, which changes the frame.</summary>
internal ref struct WireReader(Span<byte> frame)
{
    private readonly Span<byte> _frame = frame;

    public int Position { get; private set; }

    public Span<byte> Take(int count)
    {
        var taken = _frame.Slice(Position, count);
        Position += count;
        return taken;
    }

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    public string? Text() => Int16() is >= 0 and var length ? Encoding.UTF8.GetString(Take(length)) : null;

    /// <summary>A number of a record: seven bits a byte, the sign in the lowest.</summary>
    public long Varint()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }
}
