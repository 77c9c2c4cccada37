namespace Linq.Streaming.Execution.Storage;

/// <summary>One record of a durable file, as it was written.</summary>
/// <remarks>
/// <code>
/// 0  magic      u32     LQSF
/// 4  kind       u16     what the payload is; the owner of the file gives the numbers
/// 6  version    u16     of the format of frames
/// 8  schema id  u64     of the payload
/// 16 length     u32     of the payload; the highest bit: whether a write starts here
/// 20 check      u32     of the 20 bytes before, so that a wrong length is not believed
/// 24 payload
///    check      u64     XxHash3 of everything before
/// </code>
/// Numbers are little-endian. The header stays as it is in all versions. The checks are against accidents, not against somebody who writes frames.
/// </remarks>
internal readonly ref struct Frame
{
    public const ushort CurrentVersion = 1;

    /// <summary>The most bytes in a payload: 1 GiB.</summary>
    public const int MaxPayload = 1 << 30;

    /// <summary>What a frame has beside its payload.</summary>
    public const int Overhead = FrameHeader.Size + sizeof(ulong);

    public ushort Kind { get; init; }

    public ulong SchemaId { get; init; }

    /// <summary>In the bytes that are read, not a copy.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Whether it is the first of those that were written at once.</summary>
    public bool StartsWrite { get; init; }

    /// <summary>Where the frame starts.</summary>
    public int Offset { get; init; }
}
