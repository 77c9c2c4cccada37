using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;

namespace Execution.Tests.Serialization;

/// <summary>Values on their way into bytes and back.</summary>
internal static class Trip
{
    public static readonly ValueCodecs Codecs = new(KeyCodecs.None);

    public static byte[] Bytes<T>(T value)
    {
        using var writer = new ByteWriter();
        Codecs.For<T>().Write(writer, value);
        return writer.Written.ToArray();
    }

    public static T Read<T>(ReadOnlySpan<byte> bytes) => Read(Codecs.For<T>(), bytes);

    public static T Read<T>(ValueCodec<T> codec, ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var value = codec.Read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    /// <summary>The value after the way, where a column of it has made the same way.</summary>
    public static T Of<T>(T value)
    {
        using var writer = new ByteWriter();
        T[] column = [value, default!, value];
        Codecs.For<T>().WriteAll(writer, column);
        var single = Bytes(value);
        Assert.Equal(single, writer.Written[..single.Length].ToArray());
        var reader = new ByteReader(writer.Written);
        var read = new T[3];
        Codecs.For<T>().ReadAll(ref reader, read);
        reader.ExpectEnd();
        Assert.Equal(single, Bytes(read[0]));
        Assert.Equal(single, Bytes(read[2]));
        return Read<T>(single);
    }
}
