using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>An object as its members, or null. Objects of derived classes are refused, for else they would come back as something else.</summary>
internal sealed class ClassCodec<T> : ValueCodec<T?>, IMemberwise
    where T : class
{
    private MembersWriter<T> _write = null!;
    private MembersReader<T> _read = null!;

    internal override SchemaNode Node => field ??= new OptionalSchema(Record);

    internal override int LeastBytes => HasPresence ? 1 : Record.LeastBytes;

    /// <inheritdoc/>
    public RecordSchema Record { get; set; } = new();

    /// <inheritdoc/>
    public bool HasPresence { get; set; } = true;

    /// <inheritdoc/>
    public void Complete(IReadOnlyList<MemberStep> steps) => (_write, _read) = (MemberCode<T>.Writer(steps), MemberCode<T>.Reader(steps));

    public override void Write(ByteWriter writer, in T? value)
    {
        writer.WriteBool(value is not null);
        if (value is null)
        {
            return;
        }

        if (value.GetType() != typeof(T))
        {
            throw new UnsupportedValueException(
                $"A '{value.GetType()}' was found where a '{typeof(T)}' is kept, and would come back as the latter. Keep it in a member of its own type, or make '{typeof(T)}' [MemoryPackable] with a [MemoryPackUnion].");
        }

        writer.Enter();
        if (Record.Members.Count == 0)
        {
            writer.WriteByte(0);
        }

        _write(writer, in value);
        writer.Leave();
    }

    public override T? Read(ref ByteReader reader)
    {
        if (HasPresence && !reader.ReadPresence())
        {
            return null;
        }

        reader.Enter();
        if (Record.Members.Count == 0)
        {
            reader.ReadByte();
        }

        var value = Unsafe.As<T>(RuntimeHelpers.GetUninitializedObject(typeof(T)));
        _read(ref reader, ref value);
        reader.Leave();
        return value;
    }
}
