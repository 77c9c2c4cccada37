using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>A group as a row, by one of its interfaces: its key, its window and its elements. It comes back as the engine's own group.</summary>
internal sealed class GroupCodec<TGroup, TKey, T>(ValueCodec<TKey> key, ValueCodec<TimeWindow> window, ValueCodec<T> element) : ValueCodec<TGroup?>
    where TGroup : class, IGrouping<TKey, T>
{
    internal override SchemaNode Node => field ??= new OptionalSchema(new RecordSchema
    {
        Members = [("Key", key.Node), ("Window", window.Node), ("Rows", new SequenceSchema(SequenceKinds.List, element.Node))],
    });

    public override void Write(ByteWriter writer, in TGroup? value)
    {
        writer.WriteBool(value is not null);
        if (value is not null)
        {
            writer.Enter();
            key.Write(writer, value.Key);
            window.Write(writer, (value as IStreamGrouping<TKey, T>)?.Window ?? default);
            Elements.Write(writer, element, isNull: false, [.. value]);
            writer.Leave();
        }
    }

    public override TGroup? Read(ref ByteReader reader)
    {
        if (!reader.ReadPresence())
        {
            return null;
        }

        reader.Enter();
        var (itsKey, itsWindow) = (key.Read(ref reader), window.Read(ref reader));
        var rows = Elements.Read(ref reader, element) ?? [];
        reader.Leave();
        return (TGroup)(object)new CollectedGroup<TKey, T>(itsKey, itsWindow, new CollectedRows<T> { Rows = rows, Count = rows.Length });
    }
}
