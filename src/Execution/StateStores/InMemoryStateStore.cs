using System.Diagnostics.CodeAnalysis;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>Keyed state in memory: a table for each window, changed in place, and an undo log for each open version.</summary>
/// <remarks>
/// Changing an entry again in the same version costs no more than in a plain table. Removing a window moves its table to the log,
/// whatever its size. Removed entries keep their place until a commit finds that they are the larger part of their window.
/// </remarks>
internal sealed partial class InMemoryStateStore<TKey, TValue>(StableHasher<TKey> hash) : IStateStore<TKey, TValue>
{
    private readonly VersionLogs<TKey, TValue> _logs = new();
    private readonly StateWindows<TKey, TValue> _windows = new();
    private readonly TablePool<TKey, TValue> _tables = new();
    private readonly List<StateWindow<TKey, TValue>> _sparse = [];

    /// <inheritdoc/>
    public long Count => _windows.All.Sum(window => (long)window.Live);

    /// <inheritdoc/>
    public long CommittedVersion => _logs.Committed;

    /// <inheritdoc/>
    public IReadOnlyList<long> Windows
    {
        get
        {
            var starts = new List<long>(_windows.All.Count);
            for (var i = 0; i < _windows.All.Count; i++)
            {
                if (_windows.All[i].Live > 0)
                {
                    starts.Add(_windows.All[i].Start);
                }
            }

            return starts;
        }
    }

    /// <summary>The log of the version that takes changes.</summary>
    public UndoLog<TKey, TValue> Log => _logs.Current;

    /// <summary>The oldest window that has entries.</summary>
    public long? FirstWindow
    {
        get
        {
            foreach (var window in _windows.All)
            {
                if (window.Live > 0)
                {
                    return window.Start;
                }
            }

            return null;
        }
    }

    /// <summary>The first window at or after <paramref name="window"/> that has entries; null where there is none.</summary>
    public StateWindow<TKey, TValue>? FirstFrom(long window)
    {
        var found = _windows.From(window);
        while (found is { Live: 0 })
        {
            found = found.Start == long.MaxValue ? null : _windows.From(found.Start + 1);
        }

        return found;
    }

    /// <summary>The window for reading; null if it has never had entries, or has been removed.</summary>
    public StateWindow<TKey, TValue>? Find(long window) => _windows.Find(window);

    /// <summary>The window for changing, opened if need be.</summary>
    public StateWindow<TKey, TValue> Open(long window) => _windows.Find(window) ?? OpenNew(window);

    /// <inheritdoc/>
    public bool TryGet(long window, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (Find(window) is { Table: var table } && table.Find(key) is >= 0 and var index && table.Slots[index].Value.Exists)
        {
            value = table.Slots[index].Value.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The value of an entry for changing in place, added as the default if there is none. Holds until the next touch.</summary>
    public ref TValue Touch(long window, TKey key, out bool added)
    {
        var into = Open(window);
        var index = into.Touch(key, out added);
        return ref into.Table.Slots[index].Value.Value;
    }

    /// <inheritdoc/>
    public void Put(long window, TKey key, TValue value) => Touch(window, key, out _) = value;

    /// <inheritdoc/>
    public bool Remove(long window, TKey key)
    {
        _ = _logs.Current;
        if (Find(window) is not { } from || !from.Remove(key))
        {
            return false;
        }

        ListSparse(from);
        return true;
    }

    /// <inheritdoc/>
    public void RemoveWindow(long window)
    {
        var log = _logs.Current;
        if (Find(window) is { } removed)
        {
            _windows.Remove(removed);
            log.Add(UndoKind.Removed, removed);
        }
    }

    /// <summary>Merges a batch's partial results into a window: a key's first state is taken over, a later one combined.</summary>
    public void Merge(long window, KeyedTable<TKey, TValue> partial, CombineState<TValue> combine)
    {
        if (partial.Count == 0)
        {
            return;
        }

        var into = Open(window);
        if (into.Table.Count == 0)
        {
            into.Table.EnsureCapacity(partial.Count);
        }

        for (var position = 0; position < partial.Count; position++)
        {
            ref var from = ref partial.Slots[partial.SlotAt(position)];
            var index = into.Touch(from.Key, out var added);
            ref var state = ref into.Table.Slots[index].Value.Value;
            if (added)
            {
                state = from.Value;
            }
            else
            {
                combine(ref state, ref from.Value);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<TKey, TValue>> Scan(long window)
    {
        if (Find(window) is not { Table: var table })
        {
            yield break;
        }

        for (var position = 0; position < table.Count; position++)
        {
            var slot = table.Slots[table.SlotAt(position)];
            if (slot.Value.Exists)
            {
                yield return new(slot.Key, slot.Value.Value);
            }
        }
    }

    private StateWindow<TKey, TValue> OpenNew(long start)
    {
        var window = new StateWindow<TKey, TValue>(start, _tables.Rent(), _logs);
        _windows.Add(window);
        _logs.Current.Add(UndoKind.Opened, window);

        // It may stay empty, in which case a commit drops it.
        ListSparse(window);
        return window;
    }

    private void ListSparse(StateWindow<TKey, TValue> window)
    {
        if (!window.IsListedSparse)
        {
            window.IsListedSparse = true;
            _sparse.Add(window);
        }
    }
}
