namespace Linq.Streaming.Execution.Serialization;

/// <summary>The elements of a sequence: how many there are, or that there is none, and one after the other.</summary>
internal static class Elements
{
    public static void Write<T>(ByteWriter writer, ValueCodec<T> element, bool isNull, ReadOnlySpan<T> values)
    {
        writer.WriteCount(isNull ? -1 : values.Length);
        Write(writer, element, values);
    }

    /// <summary>The elements alone, whose number has been written.</summary>
    public static void Write<T>(ByteWriter writer, ValueCodec<T> element, ReadOnlySpan<T> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        writer.Enter();
        element.WriteAll(writer, values);
        writer.Leave();
    }

    /// <summary>The elements in an array of their own; null where there was no sequence.</summary>
    public static T[]? Read<T>(ref ByteReader reader, ValueCodec<T> element)
    {
        var count = reader.ReadCount(element.LeastBytes);
        return count < 0 ? null : Read(ref reader, element, count);
    }

    /// <summary>So many elements, for which there are bytes.</summary>
    public static T[] Read<T>(ref ByteReader reader, ValueCodec<T> element, int count)
    {
        if (count == 0)
        {
            return [];
        }

        var values = new T[count];
        reader.Enter();
        element.ReadAll(ref reader, values);
        reader.Leave();
        return values;
    }
}
