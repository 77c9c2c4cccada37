using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.EventTime;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>One partition of sessions: what a batch makes of those that are open.</summary>
/// <remarks>
/// First the sessions close that take no more rows; then the batch's rows are added as a set; then those close that are due with them. A row finds
/// the sessions of its key in a hash table, and closing takes from spans of time, so nothing goes through the open sessions.
/// </remarks>
internal abstract class SessionMerge<TKey, TPartial, TContent>(
    long gap, WatermarkGauge watermark, SessionContents<TPartial, TContent> contents) : IClosing<TKey, TContent>
{
    private readonly PartialSessions<TKey, TPartial> _stragglers = new();
    private readonly SessionChains<TPartial, TContent> _chains = new(gap, contents);
    private readonly List<EntryRun<TKey, PartialSession<TPartial>>> _runs = [];
    private long _version = long.MinValue;

    /// <summary>Rows of the batch that were late.</summary>
    public long LateCount { get; private set; }

    /// <summary>The sessions that are open.</summary>
    public OpenSessions<TKey, TContent> Open { get; } = new(gap);

    /// <summary>Says what the next batch is.</summary>
    public void Prepare(long version)
    {
        _version = version;
        _runs.Clear();
    }

    /// <summary>The next batch adds these partial sessions, among others.</summary>
    public void Add(EntryRun<TKey, PartialSession<TPartial>> run) => _runs.Add(run);

    /// <summary>Takes the batch in. What an earlier attempt has changed is undone.</summary>
    public void Run()
    {
        Open.Begin(_version);
        _stragglers.Clear();
        LateCount = 0;
        Begin();
        Open.Close(watermark.Late, this);
        foreach (var run in _runs)
        {
            TakeIn(run.Entries.AsSpan(0, run.Count));
        }

        TakeInStragglers();
        Open.Close(watermark.Close, this);
        Complete();
    }

    public void Commit()
    {
        Open.Commit();
        _runs.Clear();
        _stragglers.Clear();
        LateCount = 0;
    }

    /// <summary>An attempt begins.</summary>
    protected abstract void Begin();

    /// <inheritdoc/>
    public virtual void OnClosed(TKey key, in OpenSession<TContent> session)
    {
    }

    /// <summary>Rows at <paramref name="time"/>, among others, are in an open session of the key.</summary>
    protected virtual void OnTaken(TKey key, long time)
    {
    }

    /// <summary>Rows are late.</summary>
    protected virtual void OnLate(ref PartialSession<TPartial> partial) => LateCount += partial.Rows;

    /// <summary>The batch has been taken in.</summary>
    protected abstract void Complete();

    [MethodImpl(HotCode.AtOnce)]
    private void TakeIn(Span<KeyedEntry<TKey, PartialSession<TPartial>>> partials)
    {
        Span<uint> hashCodes = stackalloc uint[OpenSessions<TKey, TContent>.Ahead];
        for (var from = 0; from < partials.Length; from += hashCodes.Length)
        {
            var next = partials.Slice(from, Math.Min(hashCodes.Length, partials.Length - from));
            Open.ReadAhead<PartialSession<TPartial>>(next, hashCodes);
            for (var i = 0; i < next.Length; i++)
            {
                TakeIn(next[i].Key, hashCodes[i], ref next[i].Value);
            }
        }
    }

    [MethodImpl(HotCode.AtOnce)]
    private void TakeIn(TKey key, uint hashCode, ref PartialSession<TPartial> partial)
    {
        var slot = Open.Find(key, hashCode);
        if (slot < 0)
        {
            Start(key, hashCode, ref partial);
            return;
        }

        ref var sessions = ref Open[slot];
        ref var newest = ref sessions.Newest;
        if (partial.First > SessionEnd.Of(newest.Last, gap) && SessionEnd.Of(partial.Last, gap) > watermark.Late)
        {
            StartNewest(slot, ref partial);
        }
        else if (IsOfNewest(sessions, partial))
        {
            Open.Touch(slot);
            (newest.First, newest.Last) = (Math.Min(newest.First, partial.First), Math.Max(newest.Last, partial.Last));
            contents.Add(ref newest.Content, ref partial);
            OnTaken(key, partial.First);
        }
        else
        {
            TakeInAmong(slot, ref partial);
        }
    }

    // More of the newest session, and of no other.
    private bool IsOfNewest(in KeySessions<TKey, TContent> sessions, in PartialSession<TPartial> partial) =>
        partial.First <= SessionEnd.Of(sessions.Newest.Last, gap) && sessions.Newest.First <= SessionEnd.Of(partial.Last, gap)
        && (Open.OlderOf(sessions) is not { } older || partial.First > SessionEnd.Of(older.Latest.Last, gap));

    // A session of its own, unless it would end at or before the watermark in force: then other rows of the batch decide whether it is late.
    [MethodImpl(HotCode.AtOnce)]
    private void Start(TKey key, uint hashCode, ref PartialSession<TPartial> partial)
    {
        if (SessionEnd.Of(partial.Last, gap) <= watermark.Late)
        {
            _stragglers.Add(key, partial);
            return;
        }

        ref var newest = ref Open[Open.Add(key, hashCode)].Newest;
        newest = OpenSession<TContent>.Of(partial.First, partial.Last);
        Open.Schedule(key, ref newest);
        contents.Add(ref newest.Content, ref partial);
        OnTaken(key, partial.First);
    }

    // The key has several sessions, or may have.
    private void TakeInAmong(int slot, ref PartialSession<TPartial> partial)
    {
        _chains.Clear();
        _chains.Add(partial);
        _chains.Add(Open.OlderOf(Open[slot]), Open[slot].Newest);
        _chains.Join(watermark.Late);
        if (_chains.Late.IsEmpty)
        {
            Replace(slot);
        }
        else
        {
            _stragglers.Add(Open[slot].Key, partial);
        }
    }

    // A session later than all others of its key.
    [MethodImpl(HotCode.AtOnce)]
    private void StartNewest(int slot, ref PartialSession<TPartial> partial)
    {
        Open.Touch(slot);
        ref var sessions = ref Open[slot];
        Open.Schedule(sessions.Key, ref sessions.Newest);
        Open.SetOlder(ref sessions, OlderSessions<TContent>.With(Open.OlderOf(sessions), sessions.Newest));
        sessions.Newest = OpenSession<TContent>.Of(partial.First, partial.Last);
        Open.Schedule(sessions.Key, ref sessions.Newest);
        contents.Add(ref sessions.Newest.Content, ref partial);
        OnTaken(sessions.Key, partial.First);
    }

    // Rows that reach no open session and would be late by themselves. Others of the batch, which have all been taken in, may lead from them to an open session.
    private void TakeInStragglers()
    {
        var table = _stragglers.Table;
        for (var position = 0; position < table.Count; position++)
        {
            ref var straggler = ref table.Slots[table.SlotAt(position)];
            _chains.Clear();
            _chains.Add(straggler.Value);
            for (var next = straggler.Value.Next; next != 0; next = _stragglers.After(next).Next)
            {
                _chains.Add(_stragglers.After(next));
            }

            var slot = Open.Find(straggler.Key, Open.HashOf(straggler.Key));
            if (slot >= 0)
            {
                _chains.Add(Open.OlderOf(Open[slot]), Open[slot].Newest);
            }

            _chains.Join(watermark.Late);
            foreach (ref var late in _chains.Late)
            {
                OnLate(ref late);
            }

            if (slot >= 0)
            {
                Replace(slot);
            }
        }
    }

    // The key's sessions become those that have been joined.
    private void Replace(int slot)
    {
        Open.Touch(slot);
        ref var sessions = ref Open[slot];
        var joined = _chains.Joined;
        var open = new OpenSession<TContent>[joined.Length];
        for (var i = 0; i < open.Length; i++)
        {
            open[i] = joined[i].Session;
            Open.Schedule(sessions.Key, ref open[i]);
            if (joined[i].IsTouched)
            {
                OnTaken(sessions.Key, open[i].First);
            }
        }

        sessions.Newest = open[^1];
        Open.SetOlder(ref sessions, OlderSessions<TContent>.Of(open.AsSpan(..^1)));
    }
}
