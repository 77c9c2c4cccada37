namespace Linq.Streaming.Execution.StateStores;

/// <summary>What a version did to entries, or to a window as a whole.</summary>
internal enum UndoKind : byte
{
    /// <summary>Entries were changed: put the old ones back.</summary>
    Touched,

    /// <summary>Keys came that were not in the table: take them out.</summary>
    Inserted,

    /// <summary>A window was opened: drop it.</summary>
    Opened,

    /// <summary>A window was removed: put it back.</summary>
    Removed,
}

/// <summary>One step of an undo log.</summary>
internal struct UndoStep<TKey, TValue>
{
    public StateWindow<TKey, TValue> Window;

    /// <summary>Where the records of touched entries start.</summary>
    public int First;

    /// <summary>The number of touched entries, or how many places there were before entries were inserted.</summary>
    public int Count;

    /// <summary>The version that had inserted into the window before this one.</summary>
    public long InsertedBefore;

    public UndoKind Kind;
}
