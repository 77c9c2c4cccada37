using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Reads what a <see cref="ByteWriter"/> has written. The bytes may be anything: what does not fit is a <see cref="CorruptDataException"/>.</summary>
/// <remarks>Nothing is allocated before it is known that there are bytes for it, so memory is bounded by a small multiple of the bytes.</remarks>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;
    private int _depth;

    /// <summary>The number of bytes read.</summary>
    public readonly int Position => _position;

    /// <summary>The number of bytes left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    public byte ReadByte() => ReadPlain<byte>();

    public bool ReadBool() => ReadPlain<byte>() switch
    {
        0 => false,
        1 => true,
        var other => throw Corrupt($"{other} is no truth value"),
    };

    public int ReadInt32() => ReadPlain<int>();

    public uint ReadUInt32() => ReadPlain<uint>();

    public long ReadInt64() => ReadPlain<long>();

    public ulong ReadUInt64() => ReadPlain<ulong>();

    public double ReadDouble() => ReadPlain<double>();

    /// <summary>A value as it lies in memory; only of types without references, padding, and bits without meaning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadPlain<T>()
    {
        var size = Unsafe.SizeOf<T>();
        if (Remaining < size)
        {
            ThrowEnd();
        }

        var value = Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _position));
        _position += size;
        return value;
    }

    /// <summary>The next bytes, which are those of the whole that is read, not a copy.</summary>
    public ReadOnlySpan<byte> Read(int count)
    {
        if ((uint)count > (uint)Remaining)
        {
            ThrowEnd();
        }

        var read = _bytes.Slice(_position, count);
        _position += count;
        return read;
    }

    public ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = ReadPlain<byte>();
            if (shift == 63 && next > 1)
            {
                throw Corrupt("a number has more than 64 bits");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>The number of elements of a sequence; -1 for null.</summary>
    /// <param name="leastBytes">How many bytes an element takes at least, so that no more elements are announced than there can be.</param>
    public int ReadCount(int leastBytes)
    {
        var written = ReadVarint();
        return written == 0 ? -1
            : written - 1 <= (ulong)(Remaining / leastBytes) ? (int)(written - 1)
            : throw Corrupt($"{written - 1} elements do not fit into the {Remaining} bytes that are left");
    }

    /// <summary>See <see cref="ByteWriter.WriteText"/>.</summary>
    public string? ReadText()
    {
        var header = ReadVarint();
        if (header == 0)
        {
            return null;
        }

        var bytes = ReadPart((header - 1) >> 1);
        if (((header - 1) & 1) == 0)
        {
            return Decode(bytes);
        }

        return bytes.Length % 2 == 0 ? new string(MemoryMarshal.Cast<byte, char>(bytes)) : throw Corrupt("a text of UTF-16 has an odd number of bytes");
    }

    /// <summary>Passes over a text or null.</summary>
    public void SkipText()
    {
        if (ReadVarint() is > 0 and var header)
        {
            ReadPart((header - 1) >> 1);
        }
    }

    /// <summary>What stands between <see cref="ByteWriter.ReserveLength"/> and <see cref="ByteWriter.PatchLength"/>.</summary>
    public ReadOnlySpan<byte> ReadPatched() => Read(ReadInt32());

    /// <summary>Whether a value is there; false for null.</summary>
    public bool ReadPresence() => ReadBool();

    /// <summary>Goes down into a value; each call needs a <see cref="Leave"/>.</summary>
    public void Enter()
    {
        if (_depth == Depth.Most)
        {
            throw Corrupt($"values are nested deeper than {Depth.Most} levels");
        }

        _depth++;
    }

    public void Leave() => _depth--;

    /// <summary>Fails where bytes are left: a value that was written has no more.</summary>
    public readonly void ExpectEnd()
    {
        if (Remaining > 0)
        {
            throw Corrupt($"{Remaining} bytes are left over");
        }
    }

    /// <summary>The error of bytes that say <paramref name="what"/>.</summary>
    public readonly CorruptDataException Corrupt(string what, Exception? inner = null) => new($"The bytes are not those of a value: {what} (before byte {_position} of {_bytes.Length}).", inner);

    private ReadOnlySpan<byte> ReadPart(ulong count)
    {
        if (count > (ulong)Remaining)
        {
            ThrowEnd();
        }

        return Read((int)count);
    }

    private readonly string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException error)
        {
            throw Corrupt("a text is no UTF-8", error);
        }
    }

    [DoesNotReturn]
    private readonly void ThrowEnd() => throw Corrupt("they end before it does");
}
