using System.Reflection;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>An enum as its underlying number; numbers without a name are values too.</summary>
internal sealed class EnumCodec<T, TNumber>(ValueCodec<TNumber> number) : ValueCodec<T>
    where T : struct
    where TNumber : struct
{
    internal override SchemaNode Node => number.Node;

    internal override int LeastBytes => number.LeastBytes;

    internal override bool IsPlain => number.IsPlain;

    internal override MethodInfo? Writer => IsPlain ? ((Action<ByteWriter, T>)PlainMemory.Write).Method : null;

    internal override MethodInfo? Reader => IsPlain ? ((ScalarReader<T>)PlainMemory.Read<T>).Method : null;

    public override void Write(ByteWriter writer, in T value) => number.Write(writer, Unsafe.BitCast<T, TNumber>(value));

    public override T Read(ref ByteReader reader) => Unsafe.BitCast<TNumber, T>(number.Read(ref reader));

    public override void WriteAll(ByteWriter writer, ReadOnlySpan<T> values)
    {
        if (IsPlain)
        {
            PlainMemory.WriteAll(writer, values);
        }
        else
        {
            base.WriteAll(writer, values);
        }
    }

    public override void ReadAll(ref ByteReader reader, Span<T> values)
    {
        if (IsPlain)
        {
            PlainMemory.ReadAll(ref reader, values);
        }
        else
        {
            base.ReadAll(ref reader, values);
        }
    }
}
