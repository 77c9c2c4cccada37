namespace Linq.Streaming.Execution.StateStores;

/// <summary>The windows of a store by start, with the last one looked up at hand, since neighbouring rows share it.</summary>
/// <remarks>Windows come at the end and go from the front, so they lie in order in an array whose front moves on: both take constant time, however many there are.</remarks>
internal sealed class StateWindows<TKey, TValue>
{
    private StateWindow<TKey, TValue>[] _windows = [];
    private int _first;
    private int _count;
    private StateWindow<TKey, TValue>? _last;

    /// <summary>All windows, ascending, also those whose entries have all been removed.</summary>
    public ArraySegment<StateWindow<TKey, TValue>> All => new(_windows, _first, _count);

    public StateWindow<TKey, TValue>? Find(long start)
    {
        if (_last?.Start == start)
        {
            return _last;
        }

        return From(start) is { } window && window.Start == start ? _last = window : null;
    }

    /// <summary>The first window that starts at <paramref name="start"/> or later; null where there is none.</summary>
    public StateWindow<TKey, TValue>? From(long start) => IndexFrom(start) is var index && index < _count ? _windows[_first + index] : null;

    public void Add(StateWindow<TKey, TValue> window)
    {
        var index = IndexFrom(window.Start);
        if (index < _count && _windows[_first + index].Start == window.Start)
        {
            throw new ArgumentException($"There is a window at {window.Start} already.", nameof(window));
        }

        MakeRoom();
        Array.Copy(_windows, _first + index, _windows, _first + index + 1, _count - index);
        _windows[_first + index] = window;
        _count++;
    }

    public void Remove(StateWindow<TKey, TValue> window)
    {
        _last = null;
        var index = IndexFrom(window.Start);
        if (index == _count || _windows[_first + index] != window)
        {
            return;
        }

        _count--;
        if (index == 0)
        {
            _windows[_first++] = null!;
            return;
        }

        Array.Copy(_windows, _first + index + 1, _windows, _first + index, _count - index);
        _windows[_first + _count] = null!;
    }

    public void Clear()
    {
        (_windows, _first, _count, _last) = ([], 0, 0, null);
    }

    private int IndexFrom(long start)
    {
        // Mostly the newest window or one behind it.
        if (_count == 0 || _windows[_first + _count - 1].Start < start)
        {
            return _count;
        }

        var (low, high) = (0, _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _windows[_first + middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void MakeRoom()
    {
        if (_first + _count < _windows.Length)
        {
            return;
        }

        var room = _first > _count ? _windows : new StateWindow<TKey, TValue>[Math.Max(4, _count * 2)];
        Array.Copy(_windows, _first, room, 0, _count);
        if (ReferenceEquals(room, _windows))
        {
            Array.Clear(room, _count, _first);
        }

        (_windows, _first) = (room, 0);
    }
}
