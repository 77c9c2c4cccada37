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
internal abstract class StateSink<TKey, TAccumulator> : StageSink
{
    private bool _notesTouches;
    private long _starts = -1;
    private long _version;
    private UndoLog<TKey, TAccumulator>? _log;
    private int _touches;

    /// <summary>The entries that rows are taken into now; generated code updates them in place.</summary>
    public KeyedTable<TKey, StateEntry<TAccumulator>>? Table;

    /// <summary>The stamp of entries that the task has touched.</summary>
    public long Stamp;

    /// <summary>The state that rows are taken into.</summary>
    public StateMerge<TKey, TAccumulator> Merge { get; private set; } = null!;

    /// <summary>The window that <see cref="Table"/> belongs to; null where it is not part of the state.</summary>
    protected StateWindow<TKey, TAccumulator>? Window { get; set; }

    /// <summary>Chooses the state of a partition, before the first attempt of a task.</summary>
    public void Bind(StateMerge<TKey, TAccumulator> merge)
    {
        (Merge, _notesTouches, _starts) = (merge, merge.NotesTouches, -1);
    }

    /// <summary>Notes that the task changes the entry in slot <paramref name="index"/> of <see cref="Table"/>.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void TouchFirst(int index)
    {
        if (Window is not { } window)
        {
            Table!.Slots[index].Value.Stamp = Stamp;
        }
        else if (_notesTouches)
        {
            Merge.TouchFirst(window, index);
        }
        else
        {
            window.TouchFirst(index, _log!);
        }
    }

    public override void Reset()
    {
        if (_starts != Merge.Starts)
        {
            (_starts, _version, _touches) = (Merge.Starts, Merge.NextRowsVersion(), Merge.TouchCount);
            Stamp = StateEntry<TAccumulator>.StampOf(_version);
        }
        else
        {
            Merge.Store.Rollback(_version);
            Merge.TouchCount = _touches;
        }

        Merge.Store.Begin(_version);
        _log = Merge.Store.Log;
    }
}
