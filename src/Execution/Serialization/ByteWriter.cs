using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Bytes that grow in one rented buffer, little-endian. Used by one thread at a time, and used again after <see cref="Clear"/>.</summary>
internal sealed class ByteWriter : IBufferWriter<byte>, IDisposable
{
    private const int LengthBytes = sizeof(int);

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(256);
    private int _depth;

    /// <summary>What has been written. Holds until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    /// <summary>The number of bytes written.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets what has been written, also after a value that could not be written to its end.</summary>
    public void Clear() => (Count, _depth) = (0, 0);

    /// <summary>Gives the buffer back. Writing again rents another.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        Clear();
    }

    public void WriteByte(byte value) => WritePlain(value);

    public void WriteBool(bool value) => WritePlain((byte)(value ? 1 : 0));

    public void WriteInt32(int value) => WritePlain(value);

    public void WriteUInt32(uint value) => WritePlain(value);

    public void WriteInt64(long value) => WritePlain(value);

    public void WriteUInt64(ulong value) => WritePlain(value);

    public void WriteDouble(double value) => WritePlain(value);

    /// <summary>A value as it lies in memory; only for values without references and padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WritePlain<T>(T value)
    {
        var size = Unsafe.SizeOf<T>();
        Unsafe.WriteUnaligned(ref Room(size), value);
        Count += size;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Count += bytes.Length;
    }

    /// <summary>A number in groups of seven bits, the lowest first: 1 byte below 128, at most 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WritePlain((byte)(value | 0x80));
            value >>= 7;
        }

        WritePlain((byte)value);
    }

    /// <summary>The number of elements of a sequence, -1 for null; see <see cref="ByteReader.ReadCount"/>.</summary>
    public void WriteCount(int count) => WriteVarint((ulong)(count + 1));

    /// <summary>A text, or null: its length, then UTF-8, or UTF-16 where it has surrogates without a partner, which UTF-8 would lose.</summary>
    public void WriteText(string? value)
    {
        if (value is null)
        {
            WriteVarint(0);
            return;
        }

        // The length is guessed to take as many bytes as if all characters were ASCII. Where they are not, the text moves to make room for more.
        var guess = LengthOf(Header(value.Length, isUtf16: false));
        var room = GetSpan(checked(guess + (value.Length * 3) + 1));
        if (Utf8.FromUtf16(value, room[guess..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            WriteVarint(Header(checked(value.Length * 2), isUtf16: true));
            Write(MemoryMarshal.AsBytes(value.AsSpan()));
            return;
        }

        var header = Header(written, isUtf16: false);
        var needed = LengthOf(header);
        if (needed != guess)
        {
            room = GetSpan(needed + written);
            room.Slice(guess, written).CopyTo(room[needed..]);
        }

        WriteVarint(header);
        Count += written;
    }

    /// <summary>Leaves room for a length that is known later.</summary>
    /// <returns>What <see cref="PatchLength"/> is to be called with.</returns>
    public int ReserveLength()
    {
        WritePlain(0);
        return Count;
    }

    /// <summary>Writes the number of bytes since <see cref="ReserveLength"/> in the place that it has left.</summary>
    public void PatchLength(int reserved) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(reserved - LengthBytes), Count - reserved);

    /// <summary>Goes down into a value; each call needs a <see cref="Leave"/>.</summary>
    /// <exception cref="UnsupportedValueException">Values are nested too deep, or refer to themselves.</exception>
    public void Enter()
    {
        if (_depth == Depth.Most)
        {
            throw new UnsupportedValueException(
                $"A value is nested deeper than {Depth.Most} levels, or refers to itself. Keep what it refers to by a key, or its parts in a list.");
        }

        _depth++;
    }

    public void Leave() => _depth--;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - Count), nameof(count));
        Count += count;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Room(Math.Max(1, sizeHint));
        return _bytes.AsSpan(Count);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Count);
    }

    private static ulong Header(int bytes, bool isUtf16) => (((ulong)bytes << 1) | (isUtf16 ? 1UL : 0UL)) + 1;

    private static int LengthOf(ulong varint)
    {
        var length = 1;
        for (; varint >= 0x80; varint >>= 7)
        {
            length++;
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Room(int size)
    {
        if (_bytes.Length - Count < size)
        {
            Grow(size);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        var needed = (long)Count + size;
        if (needed > Array.MaxLength)
        {
            throw new UnsupportedValueException("Values that are written together have more than 2 GB of bytes.");
        }

        var grown = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
        Written.CopyTo(grown);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = grown;
    }
}
