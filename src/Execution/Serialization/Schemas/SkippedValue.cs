namespace Linq.Streaming.Execution.Serialization;

/// <summary>Passes over the value of a member that a type no longer has.</summary>
internal sealed class SkippedValue(SchemaNode node)
{
    public void Skip(ref ByteReader reader) => Skip(node, ref reader);

    /// <summary>How many bytes such a value takes at least.</summary>
    public static int LeastBytes(SchemaNode node) => node switch
    {
        ScalarSchema scalar when ScalarKinds.ByKind.TryGetValue(scalar.Kind, out var codec) => codec.LeastBytes,
        RecordSchema record => record.LeastBytes,
        _ => 1,
    };

    // Goes down where the codecs do, so that what could be written can be passed over.
    private static void Skip(SchemaNode node, ref ByteReader reader)
    {
        switch (node)
        {
            case ScalarSchema scalar:
                SkipScalar(scalar, ref reader);
                break;
            case OptionalSchema optional:
                if (reader.ReadPresence())
                {
                    reader.Enter();
                    Skip(optional.Value, ref reader);
                    reader.Leave();
                }

                break;
            case SequenceSchema sequence:
                SkipSequence(sequence, ref reader);
                break;
            case RecordSchema record:
                SkipRecord(record, ref reader);
                break;
        }
    }

    private static void SkipSequence(SequenceSchema sequence, ref ByteReader reader)
    {
        var count = reader.ReadCount(sequence.Parts.Sum(LeastBytes));
        if (count >= 0 && SequenceKinds.IsSorted(sequence.Kind))
        {
            reader.ReadByte();
        }

        if (count <= 0)
        {
            return;
        }

        reader.Enter();
        for (var i = 0; i < count; i++)
        {
            foreach (var part in sequence.Parts)
            {
                Skip(part, ref reader);
            }
        }

        reader.Leave();
    }

    private static void SkipRecord(RecordSchema record, ref ByteReader reader)
    {
        // A record without members has a byte all the same.
        if (record.Members.Count == 0)
        {
            reader.ReadByte();
        }

        foreach (var (_, value) in record.Members)
        {
            Skip(value, ref reader);
        }
    }

    private static void SkipScalar(ScalarSchema scalar, ref ByteReader reader)
    {
        switch (scalar.Kind)
        {
            case ScalarKinds.Text or ScalarKinds.Version:
                reader.SkipText();
                break;
            case ScalarKinds.Uri:
                Names.ReadUri(ref reader);
                break;
            case ScalarKinds.BigInteger:
                reader.Read(Math.Max(0, reader.ReadCount(1)));
                break;
            case var kind when MemoryPackSchema.Is(kind):
                reader.ReadPatched();
                break;
            default:
                // All others have a fixed size.
                reader.Read(ScalarKinds.ByKind[scalar.Kind].LeastBytes);
                break;
        }
    }
}
