using System.Reflection;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Numbers and other scalars of a fixed size, all of whose bit patterns are values; so the bits of floating point survive.</summary>
internal sealed class PlainCodec<T>(string kind) : ValueCodec<T>
    where T : unmanaged
{
    internal override SchemaNode Node { get; } = new ScalarSchema(kind);

    internal override int LeastBytes => Unsafe.SizeOf<T>();

    internal override bool IsPlain => true;

    internal override MethodInfo Writer => ((Action<ByteWriter, T>)PlainMemory.Write).Method;

    internal override MethodInfo Reader => ((ScalarReader<T>)PlainMemory.Read<T>).Method;

    public override void Write(ByteWriter writer, in T value) => writer.WritePlain(value);

    public override T Read(ref ByteReader reader) => reader.ReadPlain<T>();

    public override void WriteAll(ByteWriter writer, ReadOnlySpan<T> values) => PlainMemory.WriteAll(writer, values);

    public override void ReadAll(ref ByteReader reader, Span<T> values) => PlainMemory.ReadAll(ref reader, values);
}
