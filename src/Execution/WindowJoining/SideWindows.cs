using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>The rows of one side of a join in one partition, by window, that are kept until their window closes.</summary>
/// <remarks>Windows go with the commit of the batch that gives them out, so an attempt that fails on the way finds all rows again.</remarks>
internal sealed class SideWindows<TKey, TRow>(StableHasher<TKey> hash)
{
    /// <summary>More than a few are not needed at once: windows come and go one after the other.</summary>
    private const int SpareRows = 4;

    private readonly SortedList<long, JoinedRows<TKey, TRow>> _windows = [];
    private readonly Stack<JoinedRows<TKey, TRow>> _spare = new();

    /// <summary>The windows, by their start, ascending.</summary>
    public SortedList<long, JoinedRows<TKey, TRow>> Windows => _windows;

    /// <summary>The number of rows in all windows.</summary>
    public long RowCount
    {
        get
        {
            var count = 0L;
            for (var i = 0; i < _windows.Count; i++)
            {
                count += _windows.GetValueAtIndex(i).Count;
            }

            return count;
        }
    }

    /// <summary>The rows of the window that starts at <paramref name="start"/>.</summary>
    public JoinedRows<TKey, TRow> Open(long start)
    {
        if (!_windows.TryGetValue(start, out var rows))
        {
            _windows.Add(start, rows = _spare.TryPop(out var spare) ? spare : new());
        }

        return rows;
    }

    /// <summary>Undoes what has been added since the last commit.</summary>
    public void Rollback()
    {
        for (var i = 0; i < _windows.Count; i++)
        {
            var rows = _windows.GetValueAtIndex(i);
            rows.CutTo(rows.Committed);
        }
    }

    /// <summary>Makes what has been added lasting, and lets go of the first <paramref name="closed"/> windows.</summary>
    public void Commit(int closed)
    {
        for (; closed > 0; closed--)
        {
            var rows = _windows.GetValueAtIndex(0);
            _windows.RemoveAt(0);
            if (_spare.Count < SpareRows)
            {
                rows.CutTo(0);
                rows.Committed = 0;
                _spare.Push(rows);
            }
        }

        for (var i = 0; i < _windows.Count; i++)
        {
            var rows = _windows.GetValueAtIndex(i);
            rows.Committed = rows.Count;
        }
    }

    /// <summary>The rows of all windows but the first <paramref name="closed"/>.</summary>
    public StateSnapshot<TKey, TRow> Snapshot(long version, int closed) => new(version, [
        .. _windows.Skip(closed).Where(window => window.Value.Count > 0).Select(window => WindowSnapshot<TKey, TRow>.Of(
            window.Key,
            [.. window.Value.Rows.Take(window.Value.Count).Select(row => KeyValuePair.Create(row.Key, row.Row))],
            hash))]);

    /// <summary>Replaces everything by the rows of the key groups that this partition owns.</summary>
    public void Restore(IEnumerable<StateSnapshot> snapshots, Func<int, bool> ownsKeyGroup)
    {
        _windows.Clear();
        foreach (var window in snapshots.Cast<StateSnapshot<TKey, TRow>>().SelectMany(snapshot => snapshot.Windows).GroupBy(window => window.Window))
        {
            var owned = window
                .SelectMany(part => part.Owned(ownsKeyGroup).Select(i => (Part: part, Index: i)))
                .OrderBy(row => row.Part.Positions[row.Index]);
            foreach (var (part, index) in owned)
            {
                Open(window.Key).Add(part.Keys[index], part.Values[index]);
            }
        }

        Commit(closed: 0);
    }
}
