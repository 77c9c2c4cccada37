using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>A struct as its members, one after the other; in one piece where it lies in memory just so.</summary>
internal sealed class StructCodec<T> : ValueCodec<T>, IMemberwise
    where T : struct
{
    private MembersWriter<T> _write = null!;
    private MembersReader<T> _read = null!;
    private bool _isPlain;

    internal override SchemaNode Node => Record;

    internal override int LeastBytes => Record.LeastBytes;

    internal override bool IsPlain => _isPlain;

    /// <inheritdoc/>
    public RecordSchema Record { get; set; } = new();

    /// <inheritdoc/>
    public bool HasPresence { get => false; set => throw new NotSupportedException("A struct is always there."); }

    /// <inheritdoc/>
    public void Complete(IReadOnlyList<MemberStep> steps)
    {
        (_write, _read) = (MemberCode<T>.Writer(steps), MemberCode<T>.Reader(steps));
        _isPlain = steps.Count > 0 && steps.All(step => step is { Field: not null, Part: ValueCodec { IsPlain: true } }) && IsWrittenAsItLies();
    }

    public override void Write(ByteWriter writer, in T value)
    {
        if (_isPlain)
        {
            writer.WritePlain(value);
            return;
        }

        if (Record.Members.Count == 0)
        {
            writer.WriteByte(0);
        }

        _write(writer, in value);
    }

    public override T Read(ref ByteReader reader)
    {
        if (_isPlain)
        {
            return reader.ReadPlain<T>();
        }

        if (Record.Members.Count == 0)
        {
            reader.ReadByte();
        }

        var value = default(T);
        _read(ref reader, ref value);
        return value;
    }

    public override void WriteAll(ByteWriter writer, ReadOnlySpan<T> values)
    {
        if (_isPlain)
        {
            PlainMemory.WriteAll(writer, values);
        }
        else
        {
            base.WriteAll(writer, values);
        }
    }

    public override void ReadAll(ref ByteReader reader, Span<T> values)
    {
        if (_isPlain)
        {
            PlainMemory.ReadAll(ref reader, values);
        }
        else
        {
            base.ReadAll(ref reader, values);
        }
    }

    // The runtime may order fields as it likes, so one value whose bytes are all different is written to see.
    private bool IsWrittenAsItLies()
    {
        var size = Unsafe.SizeOf<T>();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || size > byte.MaxValue)
        {
            return false;
        }

        var value = default(T);
        var memory = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref value), size);
        for (var i = 0; i < size; i++)
        {
            memory[i] = (byte)(i + 1);
        }

        using var writer = new ByteWriter();
        _write(writer, in value);
        return writer.Written.SequenceEqual(memory);
    }
}
