namespace Linq.Streaming.Execution.Blocks;

/// <summary>Cuts runs of rows off a list of blocks, from the front, without copying.</summary>
internal sealed class BlockCursor<T>(IEnumerable<Block<T>> blocks)
{
    private readonly Block<T>[] _blocks = [.. blocks];
    private int _block;
    private int _row;

    /// <summary>The next <paramref name="count"/> rows; there must be as many.</summary>
    public Block<T>[] Take(long count)
    {
        var taken = new List<Block<T>>();
        while (count > 0)
        {
            var block = _blocks[_block];
            var part = (int)Math.Min(count, block.Count - _row);
            if (part > 0)
            {
                taken.Add(block.Slice(_row, part));
            }

            count -= part;
            _row += part;
            if (_row == block.Count)
            {
                (_block, _row) = (_block + 1, 0);
            }
        }

        return [.. taken];
    }
}
