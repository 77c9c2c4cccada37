using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes of keys that are a run of bytes: XxHash3 without a seed, whose result is fixed by its specification.</summary>
internal static class BytesHash
{
    /// <summary>Ordinal, over the UTF-16 code units.</summary>
    public static ulong Of(string? key) =>
        key is null ? StableHash.Null : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key.AsSpan()));

    public static ulong Of(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return XxHash3.HashToUInt64(bytes);
    }

    public static ulong Of(BigInteger key)
    {
        // The shortest two's complement form, which is unique for a value.
        var count = key.GetByteCount();
        var bytes = count <= 256 ? stackalloc byte[count] : new byte[count];
        key.TryWriteBytes(bytes, out _);
        return XxHash3.HashToUInt64(bytes);
    }
}
