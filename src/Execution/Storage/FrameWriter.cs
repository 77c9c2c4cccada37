using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace Linq.Streaming.Execution.Storage;

/// <summary>Puts frames one behind the other into a buffer that is used again.</summary>
/// <remarks>A payload must not have whole frames in it that start a write: behind a torn frame they would be taken for frames of the file (<see cref="FrameEnd.Corrupt"/>).</remarks>
internal sealed class FrameWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The frames since the last <see cref="Clear"/>, until the next call: to be written to a file at once.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Adds a frame.</summary>
    /// <exception cref="ArgumentException">The payload has more than <see cref="Frame.MaxPayload"/> bytes.</exception>
    public void Write(ushort kind, ulong schemaId, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > Frame.MaxPayload)
        {
            throw new ArgumentException($"A frame holds {Frame.MaxPayload} bytes, not {payload.Length}. Divide them among several frames.", nameof(payload));
        }

        var startsWrite = _buffer.WrittenCount == 0;
        var frame = _buffer.GetSpan(Frame.Overhead + payload.Length)[..(Frame.Overhead + payload.Length)];
        new FrameHeader(kind, Frame.CurrentVersion, schemaId, (uint)payload.Length, startsWrite).WriteTo(frame);
        payload.CopyTo(frame[FrameHeader.Size..]);
        var check = XxHash3.HashToUInt64(frame[..^sizeof(ulong)]);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[^sizeof(ulong)..], check);
        _buffer.Advance(frame.Length);
    }

    /// <summary>Forgets the frames and keeps the buffer.</summary>
    public void Clear() => _buffer.ResetWrittenCount();
}
