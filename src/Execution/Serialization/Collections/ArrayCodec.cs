namespace Linq.Streaming.Execution.Serialization;

/// <summary>An array of one dimension. Elements that may be copied as they lie in memory are, all at once.</summary>
internal sealed class ArrayCodec<T>(ValueCodec<T> element) : ValueCodec<T[]?>
{
    internal override SchemaNode Node => field ??= new SequenceSchema(SequenceKinds.List, element.Node);

    public override void Write(ByteWriter writer, in T[]? value) => WriteFirst(writer, value, value?.Length ?? 0);

    /// <summary>Writes the first <paramref name="count"/> elements as an array of so many.</summary>
    public void WriteFirst(ByteWriter writer, T[]? value, int count) => Elements.Write(writer, element, value is null, value.AsSpan(0, count));

    public override T[]? Read(ref ByteReader reader) => Elements.Read(ref reader, element);
}
