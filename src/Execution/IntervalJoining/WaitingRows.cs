namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>Where to find an outer row that had met none when it came.</summary>
internal readonly record struct WaitingRow<TKey>(TKey Key, int Place, long Time);

/// <summary>The outer rows of a left interval join that had met none when they came, the earliest first, to be given when they can meet none any more.</summary>
/// <remarks>
/// It says where to look, and the rows themselves say whether they have met another since. So it is not state of its own: what an attempt has taken out is put back by the
/// next one, what it has added is added for good by the commit, and a restart makes it anew from the rows.
/// </remarks>
internal sealed class WaitingRows<TKey>
{
    private readonly PriorityQueue<WaitingRow<TKey>, long> _waiting = new();
    private readonly List<WaitingRow<TKey>> _taken = [];
    private readonly List<WaitingRow<TKey>> _added = [];
    private int _next;

    /// <summary>Begins an attempt: what an earlier one has done is undone.</summary>
    public void Begin()
    {
        foreach (var row in _taken)
        {
            _waiting.Enqueue(row, row.Time);
        }

        _taken.Clear();
        _added.Clear();
        _next = 0;
    }

    public void Add(WaitingRow<TKey> row) => _added.Add(row);

    /// <summary>Takes out a row whose time is less than <paramref name="limit"/>; false when there is none left. Nothing is added any more.</summary>
    public bool TryTake(long limit, out WaitingRow<TKey> row)
    {
        if (_waiting.TryPeek(out row, out var time) && time < limit)
        {
            _taken.Add(_waiting.Dequeue());
            return true;
        }

        while (_next < _added.Count)
        {
            row = _added[_next++];
            if (row.Time < limit)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Waits for nothing but <paramref name="rows"/>, after a restart.</summary>
    public void Restore(IEnumerable<WaitingRow<TKey>> rows)
    {
        _waiting.Clear();
        _waiting.EnqueueRange(rows.Select(row => (row, row.Time)));
    }

    /// <summary>Makes the last attempt lasting, in which rows before <paramref name="limit"/> were taken out.</summary>
    public void Commit(long limit)
    {
        foreach (var row in _added)
        {
            if (row.Time >= limit)
            {
                _waiting.Enqueue(row, row.Time);
            }
        }

        _added.Clear();
        _taken.Clear();
    }
}
