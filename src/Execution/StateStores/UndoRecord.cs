namespace Linq.Streaming.Execution.StateStores;

/// <summary>What a version did first to an entry, or to a window as a whole.</summary>
internal enum UndoKind : byte
{
    /// <summary>An entry was changed: put the old one back.</summary>
    Touched,

    /// <summary>Keys came that were not in the table: take them out.</summary>
    Inserted,

    /// <summary>A window was opened: drop it.</summary>
    Opened,

    /// <summary>A window was removed: put it back.</summary>
    Removed,
}

/// <summary>One step of an undo log. Only <see cref="UndoKind.Touched"/> uses the key and the old entry, only <see cref="UndoKind.Inserted"/> the count.</summary>
internal struct UndoRecord<TKey, TValue>
{
    public StateWindow<TKey, TValue> Window;
    public TKey Key;
    public StateEntry<TValue> Old;
    public UndoKind Kind;
    public int Count;
}
