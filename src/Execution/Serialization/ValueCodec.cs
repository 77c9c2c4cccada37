using System.IO.Hashing;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Turns values of a type into bytes and back. Thread-safe, and the same in every process.</summary>
/// <remarks>A reference that two values share is written twice, and is two objects when read back.</remarks>
internal abstract class ValueCodec
{
    private ulong? _schemaId;

    public abstract Type Type { get; }

    /// <summary>What the bytes consist of, as text: names of members and kinds of scalars, and no names of types. <see cref="SchemaParser"/> has the grammar.</summary>
    public string Schema => field ??= SchemaText.Of(Node);

    /// <summary>The XxHash3 of <see cref="Schema"/> in UTF-16, little-endian.</summary>
    public ulong SchemaId => _schemaId ??= XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Schema.AsSpan()));

    /// <summary>The schema, as a graph: a type that holds itself is a node that is reached from itself.</summary>
    internal abstract SchemaNode Node { get; }

    /// <summary>What an element consists of in the schema of a collection: the value, or of a map the key and the value.</summary>
    internal virtual IReadOnlyList<SchemaNode> Parts => [Node];

    /// <summary>How many bytes a value takes at least: never 0, so that a number of elements is bounded by the bytes that are left.</summary>
    internal virtual int LeastBytes => 1;

    /// <summary>Whether the bytes of a value are those that it has in memory, and any such bytes are a value.</summary>
    internal virtual bool IsPlain => false;

    /// <summary>A static method <c>(ByteWriter, T)</c> that does what <c>Write</c> does, for generated code; null where there is none.</summary>
    internal virtual MethodInfo? Writer => null;

    /// <summary>A static method <c>(ref ByteReader) → T</c> that does what <c>Read</c> does, for generated code; null where there is none.</summary>
    internal virtual MethodInfo? Reader => null;
}

/// <inheritdoc/>
internal abstract class ValueCodec<T> : ValueCodec
{
    public sealed override Type Type => typeof(T);

    /// <summary>Writes a value, which may be null where <typeparamref name="T"/> allows it.</summary>
    /// <exception cref="UnsupportedValueException">The value is none that could be read back. Some of it may have been written.</exception>
    public abstract void Write(ByteWriter writer, in T value);

    /// <summary>Reads a value. No constructor runs, and members that were not written are the default of their type.</summary>
    /// <exception cref="CorruptDataException">The bytes are not those of a value.</exception>
    public abstract T Read(ref ByteReader reader);

    /// <summary>Writes values one after the other; the bytes are those of as many <see cref="Write"/>s.</summary>
    public virtual void WriteAll(ByteWriter writer, ReadOnlySpan<T> values)
    {
        foreach (ref readonly var value in values)
        {
            Write(writer, value);
        }
    }

    /// <summary>Reads as many values as there is room for.</summary>
    public virtual void ReadAll(ref ByteReader reader, Span<T> values)
    {
        foreach (ref var value in values)
        {
            value = Read(ref reader);
        }
    }
}
