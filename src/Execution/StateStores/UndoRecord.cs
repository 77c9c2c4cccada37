namespace Linq.Streaming.Execution.StateStores;

/// <summary>An entry as it was before a version touched it.</summary>
internal struct UndoRecord<TKey, TValue>
{
    public TKey Key;
    public StateEntry<TValue> Old;
}
