namespace Linq.Streaming.Execution.Serialization;

/// <summary>An entry of a map: its key and its value, one after the other.</summary>
internal sealed class PairCodec<TKey, TValue>(ValueCodec<TKey> key, ValueCodec<TValue> value) : ValueCodec<KeyValuePair<TKey, TValue>>
{
    internal override SchemaNode Node => throw new NotSupportedException("An entry is no record, but two parts of a map's schema.");

    internal override IReadOnlyList<SchemaNode> Parts => [key.Node, value.Node];

    internal override int LeastBytes => key.LeastBytes + value.LeastBytes;

    public override void Write(ByteWriter writer, in KeyValuePair<TKey, TValue> pair)
    {
        key.Write(writer, pair.Key);
        value.Write(writer, pair.Value);
    }

    public override KeyValuePair<TKey, TValue> Read(ref ByteReader reader) => new(key.Read(ref reader), value.Read(ref reader));
}
