using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Linq.Streaming.Execution.Tables;

/// <summary>Hash codes of texts inside this process, the same for a string and for a part of another one.</summary>
/// <remarks>
/// Two random numbers of the process are mixed with 16 bytes at a time by a multiplication of 64 by 64 bits, whose halves are combined, as wyhash does
/// (Wang Yi, 2019). Who does not know the numbers cannot choose texts that meet.
/// </remarks>
internal static class TextHash
{
    private static readonly ulong First = Random();
    private static readonly ulong Second = Random();

    public static uint Of(ReadOnlySpan<char> text)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var length = bytes.Length;
        var (hash, a, b) = (First ^ (uint)length, 0UL, 0UL);
        if (length >= 8)
        {
            for (var at = 0; at + 16 < length; at += 16)
            {
                hash = Mix(Read(ref start, at) ^ Second, Read(ref start, at + 8) ^ hash);
            }

            // The last 16 bytes, or what there is of them, some of which may have been read.
            (a, b) = (Read(ref start, Math.Max(0, length - 16)), Read(ref start, length - 8));
        }
        else if (length >= 4)
        {
            (a, b) = (Unsafe.ReadUnaligned<uint>(ref start), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4)));
        }
        else if (length > 0)
        {
            a = Unsafe.ReadUnaligned<ushort>(ref start);
        }

        return (uint)Mix(a ^ Second, b ^ hash);
    }

    private static ulong Read(ref byte start, int at) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));

    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Random()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes) | 1;
    }
}
