using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>Tables of windows that are gone, kept for the next ones, so that a new window needs no new memory.</summary>
internal sealed class TablePool<TKey, TValue>
{
    /// <summary>More than a few are not needed at once: windows come and go one after the other.</summary>
    private const int Capacity = 4;

    private readonly Stack<KeyedTable<TKey, StateEntry<TValue>>> _free = [];

    public KeyedTable<TKey, StateEntry<TValue>> Rent() => _free.TryPop(out var table) ? table : new();

    public void Return(KeyedTable<TKey, StateEntry<TValue>> table)
    {
        if (_free.Count < Capacity)
        {
            table.Clear();
            _free.Push(table);
        }
    }
}
