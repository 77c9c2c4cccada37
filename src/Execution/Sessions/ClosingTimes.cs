namespace Linq.Streaming.Execution.Sessions;

/// <summary>When to look at which key's sessions for closing: an entry for each open session, at its <see cref="OpenSession{TContent}.Due"/>.</summary>
/// <remarks>
/// <para>
/// Entries follow from the state, so they are not kept with it. A session that rows extend keeps its entry, which then comes too early and is put
/// back at the later end; so a row costs the same however many sessions are open. Entries whose session is gone are left until they come.
/// An attempt that is undone leaves such ones behind; those that it has taken are put back.
/// </para>
/// <para>
/// One heap of all entries would be as large as the state, and each entry would wait for memory on its way through it. So a heap holds spans of time
/// instead, of which there are few, and each lists its entries as they come; only the span that is due is sorted.
/// </para>
/// </remarks>
internal sealed class ClosingTimes<TKey>(long gap)
{
    private const int SpansInGap = 256;

    /// <summary>How many entries are read ahead.</summary>
    private const int Ahead = 32;

    private readonly long _length = Math.Max(1, gap / SpansInGap);
    private readonly Dictionary<long, ClosingSpan<TKey>> _spans = [];
    private readonly PriorityQueue<long, long> _order = new();
    private readonly Stack<ClosingSpan<TKey>> _spare = new();

    // Entries that came when their span was due already.
    private readonly PriorityQueue<TKey, long> _between = new();
    private readonly ClosingSpan<TKey> _taken = new();

    // The span that is due, in order, and how far it has been taken.
    private ClosingSpan<TKey> _current = new();
    private int _position;
    private long _currentSpan = long.MinValue;

    // Where the last entry went: the next one mostly goes there too.
    private ClosingSpan<TKey>? _last;
    private long _lastSpan;

    private bool IsTaken => _position == _current.Count;

    public void Add(TKey key, long due)
    {
        var span = due / _length;
        if (span <= _currentSpan)
        {
            _between.Enqueue(key, due);
            return;
        }

        if (_last is null || _lastSpan != span)
        {
            (_last, _lastSpan) = (EntriesOf(span), span);
        }

        _last.Add(key, due);
    }

    /// <summary>Keys of entries that come next, if they begin by <paramref name="limit"/>, before they are taken; none where those of an earlier call are not taken yet.</summary>
    public ReadOnlySpan<TKey> Soon(long limit)
    {
        if (IsTaken && _between.Count == 0)
        {
            MoveOn(limit);
        }

        return _position % Ahead == 0 ? _current.Keys(_position, Ahead) : [];
    }

    /// <summary>Takes the entry that comes first, if it is not after <paramref name="limit"/>; called after <see cref="Soon"/>.</summary>
    public bool TryTake(long limit, out TKey key, out long due)
    {
        var isBetween = _between.TryPeek(out key!, out due) && (IsTaken || due < _current.Due(_position));
        if (!isBetween && IsTaken)
        {
            return false;
        }

        (key, due) = isBetween ? (key, due) : (_current.Key(_position), _current.Due(_position));
        if (due > limit)
        {
            return false;
        }

        if (isBetween)
        {
            _between.Dequeue();
        }
        else
        {
            _position++;
        }

        _taken.Add(key, due);
        return true;
    }

    /// <summary>Undoes what has been taken since the last commit.</summary>
    public void Rollback()
    {
        for (var i = 0; i < _taken.Count; i++)
        {
            Add(_taken.Key(i), _taken.Due(i));
        }

        _taken.Clear();
    }

    public void Commit() => _taken.Clear();

    private ClosingSpan<TKey> EntriesOf(long span)
    {
        if (!_spans.TryGetValue(span, out var entries))
        {
            _spans.Add(span, entries = _spare.TryPop(out var spare) ? spare : new ClosingSpan<TKey>());
            _order.Enqueue(span, span);
        }

        return entries;
    }

    // Makes the next span that has begun by the limit the one that is due.
    private void MoveOn(long limit)
    {
        if (!_order.TryPeek(out var span, out _) || span > limit / _length)
        {
            return;
        }

        _order.Dequeue();
        _current.Clear();
        _spare.Push(_current);
        _spans.Remove(span, out _current!);
        _current.Sort();
        (_currentSpan, _position, _last) = (span, 0, null);
    }
}
