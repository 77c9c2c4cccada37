using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Takes rows straight into the state of the one partition that there is.</summary>
/// <remarks>
/// Each task has a version of the store to itself: a repeated attempt undoes what the last one did, and nothing else. The loop compares the stamp of an
/// entry with the task's and calls here at the first touch, so that the undo log has what was there before.
/// </remarks>
internal abstract class StateSink<TKey, TAccumulator>(StateMerge<TKey, TAccumulator> merge) : StageSink
{
    private readonly bool _notesTouches = merge.NotesTouches;
    private long _batch = long.MinValue;
    private long _version;
    private UndoLog<TKey, TAccumulator>? _log;
    private int _touches;

    /// <summary>The entries that rows are taken into now; generated code updates them in place.</summary>
    public KeyedTable<TKey, StateEntry<TAccumulator>>? Table;

    /// <summary>The stamp of entries that the task has touched.</summary>
    public long Stamp;

    protected StateMerge<TKey, TAccumulator> Merge => merge;

    /// <summary>The window that <see cref="Table"/> belongs to; null where it is not part of the state.</summary>
    protected StateWindow<TKey, TAccumulator>? Window { get; set; }

    /// <summary>Notes that the task changes the entry in slot <paramref name="index"/> of <see cref="Table"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void TouchFirst(int index)
    {
        if (Window is not { } window)
        {
            Table!.Slots[index].Value.Stamp = Stamp;
        }
        else if (_notesTouches)
        {
            merge.TouchFirst(window, index);
        }
        else
        {
            window.TouchFirst(index, _log!);
        }
    }

    public override void Reset()
    {
        if (_batch != merge.Batch)
        {
            (_batch, _version, _touches) = (merge.Batch, merge.NextRowsVersion(), merge.TouchCount);
            Stamp = StateEntry<TAccumulator>.StampOf(_version);
        }
        else
        {
            merge.Store.Rollback(_version);
            merge.TouchCount = _touches;
        }

        merge.Store.Begin(_version);
        _log = merge.Store.Log;
    }
}
