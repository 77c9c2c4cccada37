using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.StateStores;

/// <content>Versions: what Begin, Commit and Rollback do.</content>
internal sealed partial class InMemoryStateStore<TKey, TValue>
{
    /// <summary>Fewer places of removed entries than this are not worth a table's copy.</summary>
    private const int WorthCompacting = 16;

    private Action<UndoLog<TKey, TValue>>? _returnTables;

    /// <inheritdoc/>
    public void Begin(long version) => _logs.Begin(version);

    /// <inheritdoc/>
    public void Commit(long version)
    {
        _logs.Commit(version, _returnTables ??= ReturnRemovedTables);
        if (_sparse.Count > 0)
        {
            CompactSparse();
        }
    }

    /// <inheritdoc/>
    public void Rollback(long version)
    {
        if (version <= _logs.Committed)
        {
            throw new ArgumentException($"Version {version} cannot be undone: version {_logs.Committed} is committed.", nameof(version));
        }

        while (_logs.Open.Count > 0 && _logs.Newest >= version)
        {
            var log = _logs.Open[^1];
            var steps = log.Steps;
            for (var i = steps.Length - 1; i >= 0; i--)
            {
                Undo(log, steps[i]);
            }

            _logs.DropNewest();
        }
    }

    private void Undo(UndoLog<TKey, TValue> log, in UndoStep<TKey, TValue> step)
    {
        var window = step.Window;
        switch (step.Kind)
        {
            case UndoKind.Touched:
                window.UndoTouches(log.Touched(step));
                break;
            case UndoKind.Inserted:
                window.UndoInserts(step.Count, step.InsertedBefore);
                break;
            case UndoKind.Opened:
                _windows.Remove(window);
                _tables.Return(window.Table);
                return;
            default:
                _windows.Add(window);
                break;
        }

        if (window.Table.Count > window.Live || window.Live == 0)
        {
            ListSparse(window);
        }
    }

    private void ReturnRemovedTables(UndoLog<TKey, TValue> log)
    {
        foreach (ref readonly var step in log.Steps)
        {
            if (step.Kind == UndoKind.Removed)
            {
                _tables.Return(step.Window.Table);
            }
        }
    }

    private void CompactSparse() => _sparse.RemoveAll(window =>
    {
        if (_windows.Find(window.Start) == window && !TrySettle(window))
        {
            return false;
        }

        window.IsListedSparse = false;
        return true;
    });

    /// <summary>Frees the places of removed entries where they are the larger part, and drops the window when it has no entries; false if some are left.</summary>
    private bool TrySettle(StateWindow<TKey, TValue> window)
    {
        Compact(window);
        if (window.Table.Count > 0)
        {
            return window.Table.Count == window.Live;
        }

        // An open version may still undo the opening of the window.
        if (window.OpenedIn > _logs.Committed)
        {
            return false;
        }

        _windows.Remove(window);
        _tables.Return(window.Table);
        return true;
    }

    private void Compact(StateWindow<TKey, TValue> window)
    {
        var removed = window.Table.Count - window.Live;
        if (removed > 0 && (window.Live == 0 || removed > Math.Max(window.Live, WorthCompacting)))
        {
            var old = window.Table;
            window.CompactInto(_tables.Rent(), _logs.Committed);
            if (window.InsertedIn > _logs.Committed)
            {
                MovePlaces(window, old);
            }

            _tables.Return(old);
        }
    }

    // Open versions that have inserted entries know how many places there were.
    private void MovePlaces(StateWindow<TKey, TValue> window, KeyedTable<TKey, StateEntry<TValue>> before)
    {
        var left = new int[before.Count + 1];
        for (var position = 0; position < before.Count; position++)
        {
            left[position + 1] = left[position] + (window.Table.Find(before.Slots[before.SlotAt(position)].Key) >= 0 ? 1 : 0);
        }

        foreach (var log in _logs.Open)
        {
            log.MovePlaces(window, place => left[place]);
        }
    }
}
