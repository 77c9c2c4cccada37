namespace Linq.Streaming.Execution.StateStores;

/// <summary>The windows of a store by start, with the last one looked up at hand, since neighbouring rows share it.</summary>
internal sealed class StateWindows<TKey, TValue>
{
    private readonly SortedList<long, StateWindow<TKey, TValue>> _windows = [];
    private StateWindow<TKey, TValue>? _last;

    /// <summary>All windows, ascending, also those whose entries have all been removed.</summary>
    public IList<StateWindow<TKey, TValue>> All => _windows.Values;

    public StateWindow<TKey, TValue>? Find(long start) =>
        _last?.Start == start ? _last
        : _windows.TryGetValue(start, out var window) ? _last = window
        : null;

    /// <summary>The first window that starts at <paramref name="start"/> or later; null where there is none.</summary>
    public StateWindow<TKey, TValue>? From(long start)
    {
        var (low, high) = (0, _windows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _windows.GetKeyAtIndex(middle) < start ? (middle + 1, high) : (low, middle);
        }

        return low < _windows.Count ? _windows.GetValueAtIndex(low) : null;
    }

    public void Add(StateWindow<TKey, TValue> window) => _windows.Add(window.Start, window);

    public void Remove(StateWindow<TKey, TValue> window)
    {
        _windows.Remove(window.Start);
        _last = null;
    }

    public void Clear()
    {
        _windows.Clear();
        _last = null;
    }
}
