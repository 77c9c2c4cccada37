using System.Reflection;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Reads a scalar; what is none is refused.</summary>
internal delegate T ScalarReader<out T>(ref ByteReader reader);

/// <summary>A scalar some of whose bit patterns are no values, or that has no fixed size. It is written and read by two static methods.</summary>
internal sealed class ScalarCodec<T>(string kind, int leastBytes, Action<ByteWriter, T> write, ScalarReader<T> read) : ValueCodec<T>
{
    internal override SchemaNode Node { get; } = new ScalarSchema(kind);

    internal override int LeastBytes => leastBytes;

    internal override MethodInfo Writer => write.Method;

    internal override MethodInfo Reader => read.Method;

    public override void Write(ByteWriter writer, in T value) => write(writer, value);

    public override T Read(ref ByteReader reader) => read(ref reader);
}
