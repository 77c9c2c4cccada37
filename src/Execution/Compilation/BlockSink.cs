using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>Rows in an array that grows. Generated code adds; the array is reused once nobody reads the block any more.</summary>
internal sealed class BlockSink<T> : StageSink
{
    private T[] _rows = [];
    private int _count;

    public Block<T> Block => new(_rows, 0, _count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T row)
    {
        var rows = _rows;
        if ((uint)_count < (uint)rows.Length)
        {
            rows[_count++] = row;
        }
        else
        {
            Grow(row);
        }
    }

    public override void Reset()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_rows, 0, _count);
        }

        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(T row)
    {
        Array.Resize(ref _rows, Math.Max(16, _rows.Length * 2));
        _rows[_count++] = row;
    }
}
