namespace Linq.Streaming.Execution.Tables;

/// <summary>One place of a <see cref="KeyedTable{TKey,TValue}"/>. Public fields, so that generated code updates values in place.</summary>
internal struct KeyedSlot<TKey, TValue>
{
    /// <summary>The generation that filled the slot, and 16 bits of the key's hash: see <see cref="KeyedTable{TKey,TValue}"/>.</summary>
    public uint Stamp;
    public TKey Key;
    public TValue Value;
}
