using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>What it takes to undo one version: one record for each entry that was there at its first touch, and one for all that were inserted into a window, in the order of the changes.</summary>
/// <remarks>Used again for later versions once its own is final, so that in steady state logging allocates nothing.</remarks>
internal sealed class UndoLog<TKey, TValue>
{
    private readonly List<UndoRecord<TKey, TValue>> _records = [];

    public long Version { get; private set; }

    public ReadOnlySpan<UndoRecord<TKey, TValue>> Records => CollectionsMarshal.AsSpan(_records);

    public void Start(long version) => Version = version;

    public void Add(UndoKind kind, StateWindow<TKey, TValue> window) => _records.Add(new() { Kind = kind, Window = window, Key = default! });

    public void AddTouched(StateWindow<TKey, TValue> window, TKey key, in StateEntry<TValue> old) =>
        _records.Add(new() { Kind = UndoKind.Touched, Window = window, Key = key, Old = old });

    /// <summary>Notes that a key was inserted into a window.</summary>
    public void AddInserted(StateWindow<TKey, TValue> window)
    {
        if (window.Insertions.Version != Version)
        {
            window.Insertions = (Version, _records.Count);
            Add(UndoKind.Inserted, window);
        }

        CollectionsMarshal.AsSpan(_records)[window.Insertions.Record].Count++;
    }

    public void Clear() => _records.Clear();
}
