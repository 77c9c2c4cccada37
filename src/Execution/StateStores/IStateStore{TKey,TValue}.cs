using System.Diagnostics.CodeAnalysis;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>State by window and key. A window here is its start in ticks, or 0 where there are no windows.</summary>
/// <remarks>
/// A window exists while it has entries. What a value refers to must not be modified, only replaced, else a version cannot be undone.
/// </remarks>
internal interface IStateStore<TKey, TValue> : IStateStore
{
    /// <summary>The windows that have entries, ascending: a copy, so that they can be removed in a loop over it.</summary>
    IReadOnlyList<long> Windows { get; }

    bool TryGet(long window, TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Adds an entry or replaces its value.</summary>
    void Put(long window, TKey key, TValue value);

    /// <summary>Removes an entry; false if there was none.</summary>
    bool Remove(long window, TKey key);

    /// <summary>Removes all entries of a window at once.</summary>
    void RemoveWindow(long window);

    /// <summary>The entries of a window in the order in which their keys first came. No changes to the window meanwhile.</summary>
    /// <remarks>A key that was removed and comes again may get its old place back.</remarks>
    IEnumerable<KeyValuePair<TKey, TValue>> Scan(long window);
}
