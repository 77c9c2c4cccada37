using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Outputs;

/// <summary>The rows of one partition for an output, in an array that becomes the receiver's.</summary>
/// <remarks>Rows of windows come one window after the other, so it is noted once where a window's rows start.</remarks>
internal sealed class OutputSink<T> : StageSink
{
    private readonly List<WindowRun> _runs = [];
    private T[] _rows = [];
    private int _count;
    private int _expected;
    private long _time;
    private long _windowStart;
    private long _mark;

    public int Count => _count;

    public ReadOnlySpan<T> Rows => _rows.AsSpan(0, _count);

    /// <summary>The windows of the rows in the order of rows; empty where rows carry none.</summary>
    public ReadOnlySpan<WindowRun> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>Adds a row that carries no window.</summary>
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

    /// <summary>Adds a row of a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T row, long time, long windowStart, long mark)
    {
        if (time != _time || windowStart != _windowStart || mark != _mark || _count == 0)
        {
            StartRun(time, windowStart, mark);
        }

        Add(row);
    }

    /// <summary>The rows in an array of their own, which the sink gives away.</summary>
    public ArraySegment<T> Take()
    {
        if (_count == 0)
        {
            return ArraySegment<T>.Empty;
        }

        _expected = _count;
        if (_count < _rows.Length / 2)
        {
            return Rows.ToArray();
        }

        var taken = new ArraySegment<T>(_rows, 0, _count);
        (_rows, _count) = ([], 0);
        return taken;
    }

    public override void Reset()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_rows, 0, _count);
        }

        _runs.Clear();
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StartRun(long time, long windowStart, long mark)
    {
        (_time, _windowStart, _mark) = (time, windowStart, mark);
        _runs.Add(new WindowRun(time, windowStart, mark) { First = _count });
    }

    [MethodImpl(HotCode.AtOnce)]
    private void Grow(T row)
    {
        // At first a little more than the last time: what comes is mostly about as much.
        var rows = GC.AllocateUninitializedArray<T>(_rows.Length == 0 ? Math.Max(4, _expected + (_expected / 8)) : Math.Max(16, _rows.Length * 2));
        Rows.CopyTo(rows);
        _rows = rows;
        _rows[_count++] = row;
    }
}
