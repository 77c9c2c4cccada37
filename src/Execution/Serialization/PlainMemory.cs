using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Values whose bytes are those that they have in memory: see <see cref="ValueCodec.IsPlain"/>.</summary>
internal static class PlainMemory
{
    public static void Write<T>(ByteWriter writer, T value) => writer.WritePlain(value);

    public static T Read<T>(ref ByteReader reader) => reader.ReadPlain<T>();

    public static void WriteAll<T>(ByteWriter writer, ReadOnlySpan<T> values) =>
        writer.Write(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), checked(values.Length * Unsafe.SizeOf<T>())));

    public static void ReadAll<T>(ref ByteReader reader, Span<T> values)
    {
        var into = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), checked(values.Length * Unsafe.SizeOf<T>()));
        reader.Read(into.Length).CopyTo(into);
    }
}
