using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.StateStores;

/// <content>What versions have changed, for a log of changes, and how it is put back.</content>
internal sealed partial class InMemoryStateStore<TKey, TValue>
{
    /// <inheritdoc/>
    public StatePart Part(string name, IReadOnlyList<IStateStore> partitions, BatchVersions versions, ValueCodecs codecs) =>
        new TablePart<TKey, TValue>(name, [.. partitions.Cast<InMemoryStateStore<TKey, TValue>>()], versions, hash, codecs);

    /// <summary>What the open versions from <paramref name="version"/> on have changed, in an order in which it can be done again. Costs as much as there are changes.</summary>
    /// <param name="version">The first of the versions.</param>
    public List<StateChange<TKey, TValue>> Changes(long version)
    {
        var changes = new List<StateChange<TKey, TValue>>();
        var touched = new List<TouchedWindow>();
        foreach (var log in _logs.Open)
        {
            if (log.Version < version)
            {
                continue;
            }

            foreach (ref readonly var step in log.Steps)
            {
                Follow(log, step, touched, changes);
            }
        }

        foreach (var window in touched)
        {
            Add(window.ToChange(version), changes);
        }

        return changes;
    }

    /// <summary>All entries, as changes of a store that was empty.</summary>
    public List<StateChange<TKey, TValue>> Everything()
    {
        var changes = new List<StateChange<TKey, TValue>>(_windows.All.Count);
        foreach (var window in _windows.All)
        {
            Add(new TouchedWindow(window) { FirstNew = 0 }.ToChange(long.MinValue), changes);
        }

        return changes;
    }

    /// <summary>Empties the store and opens a version for what is put back.</summary>
    public void BeginRestore(long version)
    {
        _windows.Clear();
        _sparse.Clear();
        _logs.Reset(long.MinValue);
        _logs.Begin(version);
    }

    private static void Follow(
        UndoLog<TKey, TValue> log, in UndoStep<TKey, TValue> step, List<TouchedWindow> touched, List<StateChange<TKey, TValue>> changes)
    {
        var window = Touch(touched, step.Window);
        switch (step.Kind)
        {
            case UndoKind.Touched:
                window.Touch(log, step);
                break;
            case UndoKind.Inserted:
                window.FirstNew = Math.Min(window.FirstNew, step.Count);
                break;
            case UndoKind.Opened:
                window.FirstNew = 0;
                break;
            default:
                touched.Remove(window);
                changes.Add(new StateChange<TKey, TValue>(step.Window.Start) { IsWindowRemoved = true });
                break;
        }
    }

    // Few windows change in a batch, and mostly the last.
    private static TouchedWindow Touch(List<TouchedWindow> touched, StateWindow<TKey, TValue> window)
    {
        for (var i = touched.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(touched[i].Window, window))
            {
                return touched[i];
            }
        }

        var added = new TouchedWindow(window);
        touched.Add(added);
        return added;
    }

    private static void Add(StateChange<TKey, TValue> change, List<StateChange<TKey, TValue>> changes)
    {
        if (!change.IsEmpty)
        {
            changes.Add(change);
        }
    }

    /// <summary>A window and what is known of its entries to have changed.</summary>
    private sealed class TouchedWindow(StateWindow<TKey, TValue> window)
    {
        // Looking up a key costs about as much as going past so many entries.
        private const int EntriesPerLookup = 8;
        private readonly List<(UndoLog<TKey, TValue> Log, UndoStep<TKey, TValue> Step)> _touches = [];
        private int _touchCount;

        public StateWindow<TKey, TValue> Window => window;

        /// <summary>The place from which on all entries are new.</summary>
        public int FirstNew { get; set; } = int.MaxValue;

        /// <summary>Entries that were there have changed; one may come several times.</summary>
        public void Touch(UndoLog<TKey, TValue> log, in UndoStep<TKey, TValue> step)
        {
            _touches.Add((log, step));
            _touchCount += step.Count;
        }

        /// <summary>What has become of the entries in the versions from <paramref name="version"/> on.</summary>
        public StateChange<TKey, TValue> ToChange(long version)
        {
            var (change, table) = (new StateChange<TKey, TValue>(window.Start), window.Table);
            var (place, isScanned) = (0, (long)_touchCount * EntriesPerLookup > table.Count);
            change.EnsureCapacity(_touchCount + Math.Max(0, table.Count - FirstNew));
            if (!isScanned)
            {
                LookUp(change, table);
                place = FirstNew;
            }

            for (; place < table.Count; place++)
            {
                ref var slot = ref table.Slots[table.SlotAt(place)];
                if (place >= FirstNew || slot.Value.Version >= version)
                {
                    Add(change, ref slot);
                }
            }

            return change;
        }

        private void LookUp(StateChange<TKey, TValue> change, KeyedTable<TKey, StateEntry<TValue>> table)
        {
            foreach (var (log, step) in _touches)
            {
                foreach (ref readonly var record in log.Touched(step))
                {
                    if (table.Find(record.Key) is >= 0 and var index)
                    {
                        Add(change, ref table.Slots[index]);
                    }
                    else
                    {
                        change.Removed.Add(record.Key);
                    }
                }
            }
        }

        private static void Add(StateChange<TKey, TValue> change, ref KeyedSlot<TKey, StateEntry<TValue>> slot)
        {
            if (slot.Value.Exists)
            {
                change.Keys.Add(slot.Key);
                change.Values.Add(slot.Value.Value);
            }
            else
            {
                change.Removed.Add(slot.Key);
            }
        }
    }
}
