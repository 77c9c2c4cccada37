namespace Linq.Streaming.Execution.Serialization;

/// <summary>A value, or null.</summary>
/// <param name="inner">The codec of the value.</param>
/// <param name="isWrittenPlain">Whether what is read was written when the type had no null: there is no byte for it.</param>
internal sealed class NullableCodec<T>(ValueCodec<T> inner, bool isWrittenPlain) : ValueCodec<T?>
    where T : struct
{
    internal override SchemaNode Node => field ??= new OptionalSchema(inner.Node);

    internal override int LeastBytes => isWrittenPlain ? inner.LeastBytes : 1;

    public override void Write(ByteWriter writer, in T? value)
    {
        writer.WriteBool(value.HasValue);
        if (value.HasValue)
        {
            writer.Enter();
            inner.Write(writer, value.GetValueOrDefault());
            writer.Leave();
        }
    }

    public override T? Read(ref ByteReader reader)
    {
        if (!isWrittenPlain && !reader.ReadPresence())
        {
            return null;
        }

        reader.Enter();
        var value = inner.Read(ref reader);
        reader.Leave();
        return value;
    }
}
