using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Sinks;

/// <summary>How rows become the lines of a file.</summary>
internal abstract class RowEncoder<T>
{
    /// <summary>What the names of files end with, with its dot.</summary>
    public abstract string Extension { get; }

    /// <summary>Gives what each file starts with, which may be nothing. Called before the first row.</summary>
    /// <exception cref="NotSupportedException">Rows of the type cannot be written.</exception>
    public abstract ReadOnlyMemory<byte> Open();

    /// <summary>Adds a line for each row.</summary>
    public abstract void Write(ReadOnlySpan<T> rows, ByteWriter bytes);
}
