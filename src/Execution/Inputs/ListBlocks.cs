using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>Turns lists that a caller handed in into blocks: arrays are wrapped, other lists copied.</summary>
internal static class ListBlocks
{
    public static InputBlocks<T> Of<T>(IReadOnlyList<T> list)
    {
        var block = ToBlock(list);
        return new InputBlocks<T>(block.Count == 0 ? [] : [block]);
    }

    public static Block<T> ToBlock<T>(IReadOnlyList<T> list) =>
        TryWrap(list, out var block) ? block : new Block<T>(list.ToArray());

    /// <summary>Wraps what is an array underneath.</summary>
    public static bool TryWrap<T>(IEnumerable<T> elements, out Block<T> block)
    {
        var (array, offset, count) = elements switch
        {
            ArraySegment<T> { Array: { } segment } slice => (segment, slice.Offset, slice.Count),
            T[] whole => (whole, 0, whole.Length),
            _ => ([], 0, 0),
        };
        block = new Block<T>(array, offset, count);

        // A string[] is an object[] to the type system, but no span over it can be made: such an array is copied.
        return array.GetType() == typeof(T[]) && elements is ArraySegment<T> or T[];
    }
}
