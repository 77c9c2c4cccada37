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
            inner.Write(writer, value.GetValueOrDefault());
        }
    }

    public override T? Read(ref ByteReader reader) => isWrittenPlain || reader.ReadPresence() ? inner.Read(ref reader) : null;
}
