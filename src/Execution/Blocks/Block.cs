namespace Linq.Streaming.Execution.Blocks;

/// <summary>A run of elements: <paramref name="Count"/> of them in <paramref name="Array"/>, from <paramref name="Offset"/>.</summary>
/// <remarks>
/// A block may wrap an array that a caller handed in, so nothing ever writes to a block. Blocks are how elements travel:
/// from inputs to stages, between stages, and into windows.
/// </remarks>
internal readonly record struct Block<T>(T[] Array, int Offset, int Count)
{
    public Block(T[] array) : this(array, 0, array.Length)
    {
    }

    public ReadOnlySpan<T> Span => Array.AsSpan(Offset, Count);

    public Block<T> Slice(int start, int count) => new(Array, Offset + start, count);
}
