using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>What a store held before its newest versions, worked out from their undo logs without changing it.</summary>
internal sealed class PastState<TKey, TValue>(IEnumerable<StateWindow<TKey, TValue>> present)
{
    private readonly SortedList<long, StateWindow<TKey, TValue>> _windows = new(present.ToDictionary(window => window.Start));
    private readonly Dictionary<StateWindow<TKey, TValue>, KeyedTable<TKey, StateEntry<TValue>>> _older = [];

    // Inserted keys are the last ones of their table, so it is enough to know how many places there were.
    private readonly Dictionary<StateWindow<TKey, TValue>, int> _places = [];

    /// <summary>The windows there were, ascending; some may have had no entries.</summary>
    public IEnumerable<StateWindow<TKey, TValue>> Windows => _windows.Values;

    /// <summary>Goes back over one version: the newest that has not been gone back over.</summary>
    public void Undo(UndoLog<TKey, TValue> log)
    {
        var steps = log.Steps;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            ref readonly var step = ref steps[i];
            switch (step.Kind)
            {
                case UndoKind.Touched:
                    SetOlder(step.Window, log.Touched(step));
                    break;
                case UndoKind.Inserted:
                    _places[step.Window] = step.Count;
                    break;
                case UndoKind.Opened:
                    _windows.Remove(step.Window.Start);
                    break;
                default:
                    _windows.Add(step.Window.Start, step.Window);
                    break;
            }
        }
    }

    /// <summary>The entries that a window had, in scan order.</summary>
    public List<KeyValuePair<TKey, TValue>> EntriesOf(StateWindow<TKey, TValue> window)
    {
        var older = _older.GetValueOrDefault(window);
        var entries = new List<KeyValuePair<TKey, TValue>>(window.Live);
        for (var position = 0; position < _places.GetValueOrDefault(window, window.Table.Count); position++)
        {
            ref var slot = ref window.Table.Slots[window.Table.SlotAt(position)];
            var index = older?.Find(slot.Key) ?? -1;
            ref var entry = ref (index < 0 ? ref slot.Value : ref older!.Slots[index].Value);
            if (entry.Exists)
            {
                entries.Add(new(slot.Key, entry.Value));
            }
        }

        return entries;
    }

    private void SetOlder(StateWindow<TKey, TValue> window, ReadOnlySpan<UndoRecord<TKey, TValue>> records)
    {
        if (!_older.TryGetValue(window, out var older))
        {
            _older[window] = older = new();
        }

        foreach (ref readonly var record in records)
        {
            var index = older.GetIndex(record.Key);
            older.Slots[index].Value = record.Old;
        }
    }
}
