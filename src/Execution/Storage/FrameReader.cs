using System.Buffers.Binary;
using System.IO.Hashing;

namespace Linq.Streaming.Execution.Storage;

/// <summary>Gives the frames of a file one after the other, each only if it is whole and checks, and says how they end.</summary>
internal ref struct FrameReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How the frames end, once <see cref="TryRead"/> has given false.</summary>
    public FrameEnd End { get; private set; }

    /// <summary>Where the next frame starts; in the end the length of the frames that are whole, to which a torn file is cut before it is appended to.</summary>
    public int Offset { get; private set; }

    /// <summary>The next frame; false at the end, and from then on.</summary>
    public bool TryRead(out Frame frame)
    {
        if (End == FrameEnd.None && TryReadAt(Offset, out frame))
        {
            Offset += Frame.Overhead + frame.Payload.Length;
            return true;
        }

        frame = default;
        if (End == FrameEnd.None)
        {
            End = FindEnd();
        }

        return false;
    }

    private readonly FrameEnd FindEnd()
    {
        if (Offset == _bytes.Length)
        {
            return FrameEnd.End;
        }

        if (FrameHeader.TryRead(_bytes[Offset..], out var header) && header.Version > Frame.CurrentVersion)
        {
            return FrameEnd.Newer;
        }

        return AnyWriteAfter(Offset) ? FrameEnd.Corrupt : FrameEnd.Torn;
    }

    // What was written at once may survive a crash in any parts, so that a frame after a gap says nothing. A later write began when this one was durable.
    private readonly bool AnyWriteAfter(int offset)
    {
        for (var start = offset + 1; start < _bytes.Length; start++)
        {
            var found = _bytes[start..].IndexOf(FrameHeader.Magic);
            if (found < 0)
            {
                return false;
            }

            start += found;

            // The check of a header is enough for a version whose frames cannot be checked.
            if ((TryReadAt(start, out var frame) && frame.StartsWrite) || (FrameHeader.TryRead(_bytes[start..], out var header) && header.Version > Frame.CurrentVersion))
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool TryReadAt(int offset, out Frame frame)
    {
        frame = default;
        var rest = _bytes[offset..];
        if (!FrameHeader.TryRead(rest, out var header)
            || header.Version != Frame.CurrentVersion
            || header.PayloadLength > Frame.MaxPayload
            || rest.Length - Frame.Overhead < (int)header.PayloadLength)
        {
            return false;
        }

        var length = FrameHeader.Size + (int)header.PayloadLength;
        if (BinaryPrimitives.ReadUInt64LittleEndian(rest[length..]) != XxHash3.HashToUInt64(rest[..length]))
        {
            return false;
        }

        frame = new Frame { Kind = header.Kind, SchemaId = header.SchemaId, Payload = rest[FrameHeader.Size..length], StartsWrite = header.StartsWrite, Offset = offset };
        return true;
    }
}
