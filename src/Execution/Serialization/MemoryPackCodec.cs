using MemoryPack;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Values of a type that is marked <c>[MemoryPackable]</c>, each as one blob that MemoryPack writes and reads.</summary>
/// <remarks>Constructors and callbacks run as MemoryPack runs them.</remarks>
internal sealed class MemoryPackCodec<T> : ValueCodec<T>
{
    internal override SchemaNode Node { get; } = new ScalarSchema(MemoryPackSchema.Of(typeof(T)));

    internal override int LeastBytes => sizeof(int);

    public override void Write(ByteWriter writer, in T value)
    {
        var reserved = writer.ReserveLength();
        MemoryPackSerializer.Serialize(writer, value);
        writer.PatchLength(reserved);
    }

    public override T Read(ref ByteReader reader)
    {
        var blob = reader.ReadPatched();
        try
        {
            return MemoryPackSerializer.Deserialize<T>(blob)!;
        }
        catch (Exception error) when (error is not CorruptDataException)
        {
            // What a generated formatter or a user's constructor throws of bytes that make no sense is not known.
            throw reader.Corrupt($"MemoryPack cannot read a '{typeof(T)}'", error);
        }
    }
}
