namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>The rows of one side of a join in one partition, by window, that are kept until their window closes.</summary>
/// <remarks>Windows go with the commit of the batch that gives them out, so an attempt that fails on the way finds all rows again.</remarks>
internal sealed class SideWindows<TKey, TRow>
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

    /// <summary>What has been added since the last commit, and the first <paramref name="closed"/> windows, which go.</summary>
    public IReadOnlyList<RowsChange<TKey, TRow>> Changes(int closed)
    {
        var changes = new List<RowsChange<TKey, TRow>>();
        for (var i = 0; i < _windows.Count; i++)
        {
            var rows = _windows.GetValueAtIndex(i);
            if (i < closed)
            {
                changes.Add(new RowsChange<TKey, TRow>(_windows.GetKeyAtIndex(i), [], IsRemoved: true));
            }
            else if (rows.Count > rows.Committed)
            {
                changes.Add(new RowsChange<TKey, TRow>(_windows.GetKeyAtIndex(i), rows.Rows[rows.Committed..rows.Count]));
            }
        }

        return changes;
    }

    /// <summary>The rows of all windows but the first <paramref name="closed"/>.</summary>
    public IReadOnlyList<RowsChange<TKey, TRow>> Everything(int closed) =>
        [.. _windows.Skip(closed).Where(window => window.Value.Count > 0).Select(window => new RowsChange<TKey, TRow>(window.Key, window.Value.Rows[..window.Value.Count]))];

    public void Clear() => _windows.Clear();

    /// <summary>Drops a window; where <paramref name="keys"/> is given, only the rows of some keys.</summary>
    public void Remove(long start, Func<TKey, bool>? keys)
    {
        if (!_windows.TryGetValue(start, out var rows))
        {
            return;
        }

        var left = keys is null ? [] : rows.Rows.Take(rows.Count).Where(row => !keys(row.Key)).ToArray();
        rows.CutTo(0);
        foreach (var row in left)
        {
            rows.Add(row.Key, row.Row);
        }

        if (left.Length == 0)
        {
            _windows.Remove(start);
        }
    }
}
