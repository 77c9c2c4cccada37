namespace Linq.Streaming.Execution.Serialization;

/// <summary>A collection that is made of the array of its elements.</summary>
internal sealed class CollectionCodec<TCollection, T>(ICollectionShape<TCollection, T> shape, ValueCodec<T> element) : ValueCodec<TCollection>
{
    internal override SchemaNode Node => field ??= new SequenceSchema(shape.Kind, element.Parts);

    public override void Write(ByteWriter writer, in TCollection value)
    {
        if (shape.IsNull(value))
        {
            writer.WriteCount(-1);
            return;
        }

        shape.Check(value);
        var elements = shape.ElementsOf(value);
        writer.WriteCount(elements.Length);
        if (SequenceKinds.IsSorted(shape.Kind))
        {
            writer.WriteByte(shape.OrderOf(value));
        }

        Elements.Write(writer, element, elements);
    }

    public override TCollection Read(ref ByteReader reader)
    {
        var count = reader.ReadCount(element.LeastBytes);
        if (count < 0)
        {
            return default!;
        }

        var order = SequenceKinds.IsSorted(shape.Kind) ? reader.ReadByte() : (byte)0;
        var elements = Elements.Read(ref reader, element, count);
        try
        {
            return shape.Make(elements, order);
        }
        catch (Exception error) when (error is not CorruptDataException)
        {
            // Equality and order of elements are the user's code, and may fail on elements that nobody has made.
            throw reader.Corrupt($"no '{typeof(TCollection)}' can be made of its elements", error);
        }
    }
}
