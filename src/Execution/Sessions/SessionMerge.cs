using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>One partition of sessions: what a batch makes of those that are open.</summary>
/// <remarks>
/// First the sessions close that take no more rows; then the batch's rows are added as a set; then those close that are due with them. A row finds
/// the sessions of its key in a hash table, and closing takes from a heap of ends, so nothing goes through the open sessions.
/// </remarks>
internal abstract class SessionMerge<TKey, TPartial, TContent>(
    StableHasher<TKey> hash, long gap, WatermarkGauge watermark, SessionContents<TPartial, TContent> contents)
{
    /// <summary>How many keys are read ahead.</summary>
    private const int Ahead = 32;

    private readonly SessionChains<TPartial, TContent> _chains = new(gap, contents);
    private readonly PartialSessions<TKey, TPartial> _gathered = new();
    private readonly List<EntryRun<TKey, PartialSession<TPartial>>> _runs = [];
    private PartialSessions<TKey, TPartial>? _only;
    private long _version = long.MinValue;

    /// <summary>Rows of the batch that were late.</summary>
    public long LateCount { get; private set; }

    /// <summary>The sessions that are open.</summary>
    public OpenSessions<TKey, TContent> Open { get; } = new(hash, gap);

    /// <summary>Says what the next batch is.</summary>
    public void Prepare(long version)
    {
        _version = version;
        _runs.Clear();
        _only = null;
    }

    /// <summary>The next batch adds these partial sessions, among others.</summary>
    public void Add(EntryRun<TKey, PartialSession<TPartial>> run) => _runs.Add(run);

    /// <summary>The next batch adds these, and no others.</summary>
    public void AddOnly(PartialSessions<TKey, TPartial> partials) => _only = partials;

    /// <summary>Takes the batch in. What an earlier attempt has changed is undone.</summary>
    public void Run()
    {
        Open.Begin(_version);
        _chains.Clear();
        LateCount = 0;
        Begin();
        Close(watermark.Late);
        TakeIn(_only ?? Gathered());
        Close(watermark.Close);
        Complete();
    }

    public void Commit()
    {
        Open.Commit(_version);
        _gathered.Clear();
        LateCount = 0;
    }

    /// <summary>An attempt begins.</summary>
    protected abstract void Begin();

    /// <summary>A session takes no more rows; sessions come in ascending order of their ends.</summary>
    protected virtual void OnClosed(TKey key, in OpenSession<TContent> session)
    {
    }

    /// <summary>Rows of the batch are in the session of <paramref name="key"/> that starts at <paramref name="first"/>.</summary>
    protected virtual void OnTouched(TKey key, long first)
    {
    }

    /// <summary>Rows of the batch are late.</summary>
    protected virtual void OnLate(ref PartialSession<TPartial> partial) => LateCount += partial.Rows;

    /// <summary>All has been taken in.</summary>
    protected abstract void Complete();

    private void Close(long limit)
    {
        while (Open.TryClose(limit, out var key, out var session))
        {
            OnClosed(key, session);
        }
    }

    // What all tasks have written for each key together.
    private PartialSessions<TKey, TPartial> Gathered()
    {
        _gathered.Clear();
        foreach (var run in _runs)
        {
            for (var i = 0; i < run.Count; i++)
            {
                _gathered.Add(run.Entries[i].Key, run.Entries[i].Value);
            }
        }

        return _gathered;
    }

    private void TakeIn(PartialSessions<TKey, TPartial> partials)
    {
        var table = partials.Table;
        for (var position = 0; position < table.Count; position++)
        {
            if (position % Ahead == 0)
            {
                Open.ReadAhead(table, position, Math.Min(position + Ahead, table.Count));
            }

            ref var slot = ref table.Slots[table.SlotAt(position)];
            ref var partial = ref slot.Value;
            if (partial.Next == 0 && SessionEnd.Of(partial.Last, gap) <= watermark.Late && !Open.Contains(slot.Key))
            {
                OnLate(ref partial);
                continue;
            }

            ref var sessions = ref Open.Touch(slot.Key, out var isNew);
            if (partial.Next != 0 || !TryTakeIn(slot.Key, ref sessions, isNew, ref partial))
            {
                TakeInAll(slot.Key, ref sessions, isNew, partials, partial);
            }
        }
    }

    // The usual cases: the first session of a key, one later than all others, more of the newest one. False for the others.
    private bool TryTakeIn(TKey key, ref KeySessions<TContent> sessions, bool isNew, ref PartialSession<TPartial> partial)
    {
        ref var newest = ref sessions.Newest;
        if (!isNew && partial.First <= SessionEnd.Of(newest.Last, gap))
        {
            if (newest.First > SessionEnd.Of(partial.Last, gap) || (sessions.Older is { } older && partial.First <= SessionEnd.Of(older.Latest.Last, gap)))
            {
                return false;
            }

            (newest.First, newest.Last) = (Math.Min(newest.First, partial.First), Math.Max(newest.Last, partial.Last));
        }
        else
        {
            if (!isNew)
            {
                Open.Schedule(key, ref newest);
                sessions.Older = OlderSessions<TContent>.With(sessions.Older, newest);
            }

            newest = OpenSession<TContent>.Of(partial.First, partial.Last);
            Open.Schedule(key, ref newest);
        }

        contents.Add(ref newest.Content, ref partial);
        OnTouched(key, newest.First);
        return true;
    }

    private void TakeInAll(TKey key, ref KeySessions<TContent> sessions, bool isNew, PartialSessions<TKey, TPartial> partials, in PartialSession<TPartial> first)
    {
        _chains.Add(first);
        for (var next = first.Next; next != 0; next = partials.After(next).Next)
        {
            _chains.Add(partials.After(next));
        }

        if (!isNew)
        {
            _chains.Add(sessions);
        }

        _chains.Join(watermark.Late);
        foreach (ref var late in _chains.Late)
        {
            OnLate(ref late);
        }

        Replace(key, ref sessions);
        _chains.Clear();
    }

    private void Replace(TKey key, ref KeySessions<TContent> sessions)
    {
        var joined = _chains.Joined;
        if (joined.IsEmpty)
        {
            Open.Remove(key);
            return;
        }

        var open = new OpenSession<TContent>[joined.Length];
        for (var i = 0; i < open.Length; i++)
        {
            open[i] = joined[i].Session;
            Open.Schedule(key, ref open[i]);
            if (joined[i].IsTouched)
            {
                OnTouched(key, open[i].First);
            }
        }

        sessions.Newest = open[^1];
        sessions.Older = OlderSessions<TContent>.Of(open.AsSpan(..^1));
    }
}
