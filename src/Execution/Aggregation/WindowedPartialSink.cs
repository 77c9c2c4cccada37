using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Partial accumulators of one partition's rows, by tumbling window of event time and key.</summary>
/// <remarks>Rows come nearly in order, so the loop keeps the window and table of the last row and asks here only when a row lies elsewhere.</remarks>
internal sealed class WindowedPartialSink<TKey, TAccumulator>(PartitionOfKey<TKey> partitions, long length, IWatermark watermark) : StageSink
{
    /// <summary>No window: every time differs from it by more than any length.</summary>
    public const long NoWindow = long.MinValue;

    private readonly SortedList<long, PartialSink<TKey, TAccumulator>> _windows = [];
    private readonly Stack<PartialSink<TKey, TAccumulator>> _spare = new();

    /// <summary>Where the current window starts.</summary>
    public long Start = NoWindow;

    /// <summary>The accumulators of the current window.</summary>
    public KeyedTable<TKey, TAccumulator>? Table;

    /// <summary>Rows left out because their window has closed.</summary>
    public long Late;

    /// <summary>The windows that rows fell into, ascending, each with its partial accumulators.</summary>
    public IReadOnlyDictionary<long, PartialSink<TKey, TAccumulator>> Windows => _windows;

    /// <summary>Makes the window of <paramref name="time"/> the current one; false when it has closed, and the row is late.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Enter(long time)
    {
        var start = WindowBounds.StartOf(time, length);
        if (start + length <= watermark.InForce)
        {
            Late++;
            (Start, Table) = (NoWindow, null);
            return false;
        }

        if (!_windows.TryGetValue(start, out var sink))
        {
            sink = _spare.TryPop(out var spare) ? spare : new PartialSink<TKey, TAccumulator>(partitions);
            _windows.Add(start, sink);
        }

        (Start, Table) = (start, sink.Table);
        if (typeof(TKey) == typeof(ValueTuple))
        {
            // Rows without a key have one entry; it is there from now on, so the loop need not ask.
            Table.GetIndex(default!);
        }

        return true;
    }

    public override void Reset()
    {
        foreach (var sink in _windows.Values)
        {
            sink.Reset();
            _spare.Push(sink);
        }

        _windows.Clear();
        (Start, Table, Late) = (NoWindow, null, 0);
    }
}

/// <summary>The watermark that lateness is judged by.</summary>
internal interface IWatermark
{
    /// <summary>Ticks of UTC; windows that end at or before it have closed.</summary>
    long InForce { get; }
}
