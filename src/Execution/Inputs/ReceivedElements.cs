using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>Elements in the order in which they came, kept in arrays that a batch takes over as blocks without copying.</summary>
/// <remarks>
/// Not thread-safe: its input holds a lock. A taken block is never written to, but the rest of its array is filled further,
/// so that small batches do not cost an array each.
/// </remarks>
internal sealed class ReceivedElements<T>
{
    private const int SmallestArray = 64;

    // Arrays stay below the large object heap (85,000 bytes), which is collected only with the oldest generation.
    private static readonly int LargestArray = Math.Max(SmallestArray, 65_536 / Unsafe.SizeOf<T>());

    private readonly Queue<Block<T>> _full = [];
    private T[] _current = [];
    private int _start;
    private int _end;
    private int _droppedOfFirst;

    /// <summary>The number of elements not yet taken or dropped.</summary>
    public int Count { get; private set; }

    public void Add(T element)
    {
        if (_end == _current.Length)
            NextArray();
        _current[_end++] = element;
        Count++;
    }

    /// <summary>Drops the element that came first. There must be one.</summary>
    public void DropOldest()
    {
        Count--;
        if (!_full.TryPeek(out var first))
        {
            _current[_start++] = default!;
            return;
        }

        first.Array[first.Offset + _droppedOfFirst++] = default!;
        if (_droppedOfFirst < first.Count)
            return;
        _full.Dequeue();
        _droppedOfFirst = 0;
    }

    /// <summary>Takes all elements out, in order.</summary>
    public Block<T>[] Take()
    {
        var current = _end - _start;
        var blocks = new Block<T>[_full.Count + (current > 0 ? 1 : 0)];
        _full.CopyTo(blocks, 0);
        if (current > 0)
            blocks[^1] = new Block<T>(_current, _start, current);
        if (_droppedOfFirst > 0)
            blocks[0] = blocks[0].Slice(_droppedOfFirst, blocks[0].Count - _droppedOfFirst);

        _full.Clear();
        _start = _end;
        _droppedOfFirst = 0;
        Count = 0;
        return blocks;
    }

    /// <summary>Takes the first elements out, in order: <paramref name="most"/>, or all if there are not as many.</summary>
    public Block<T>[] Take(long most)
    {
        if (most >= Count)
        {
            return Take();
        }

        var blocks = new List<Block<T>>();
        for (var left = (int)most; left > 0;)
        {
            var block = First(left);
            blocks.Add(block);
            left -= block.Count;
        }

        return [.. blocks];
    }

    // Of the array that came first, no more than so many.
    private Block<T> First(int most)
    {
        if (!_full.TryPeek(out var first))
        {
            var part = new Block<T>(_current, _start, Math.Min(most, _end - _start));
            (_start, Count) = (_start + part.Count, Count - part.Count);
            return part;
        }

        var rest = first.Count - _droppedOfFirst;
        var taken = first.Slice(_droppedOfFirst, Math.Min(most, rest));
        (_droppedOfFirst, Count) = (_droppedOfFirst + taken.Count, Count - taken.Count);
        if (taken.Count == rest)
        {
            _full.Dequeue();
            _droppedOfFirst = 0;
        }

        return taken;
    }

    private void NextArray()
    {
        if (_end > _start)
            _full.Enqueue(new Block<T>(_current, _start, _end - _start));
        _current = new T[Math.Clamp(_current.Length * 2, SmallestArray, LargestArray)];
        _start = 0;
        _end = 0;
    }
}
