using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>One partition of sessions: what a batch makes of those that are open.</summary>
/// <remarks>
/// First the sessions close that take no more rows; then the batch's rows are added as a set; then those close that are due with them. A row finds
/// the sessions of its key by an index, and closing takes from spans of time, so nothing goes through the open sessions.
/// </remarks>
internal abstract class SessionMerge<TKey, TPartial, TContent>(
    StableHasher<TKey> hash, long gap, WatermarkGauge watermark, SessionContents<TPartial, TContent> contents)
{
    private readonly Stragglers<TKey, TPartial> _stragglers = new(gap);
    private readonly List<EntryRun<TKey, PartialSession<TPartial>>> _runs = [];
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
        Close(watermark.Late);
        foreach (var run in _runs)
        {
            TakeIn(run.Entries.AsSpan(0, run.Count));
        }

        TakeInStragglers();
        Close(watermark.Close);
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

    /// <summary>A session takes no more rows; sessions come in ascending order of their ends.</summary>
    protected virtual void OnClosed(in OpenSession<TKey, TContent> session)
    {
    }

    /// <summary>Rows are late.</summary>
    protected virtual void OnLate(ref PartialSession<TPartial> partial) => LateCount += partial.Rows;

    /// <summary>The batch has been taken in.</summary>
    protected abstract void Complete();

    private void Close(long limit)
    {
        Open.FindDue(limit);
        for (var from = 0; from < Open.Due.Length; from += OpenSessions<TKey, TContent>.Ahead)
        {
            var next = Open.Due.Slice(from, Math.Min(OpenSessions<TKey, TContent>.Ahead, Open.Due.Length - from));
            _ = Open.ReadIndexAhead(next);
            foreach (var place in next)
            {
                OnClosed(Open[place]);
                Open.Close(place);
            }
        }
    }

    private void TakeIn(Span<KeyedEntry<TKey, PartialSession<TPartial>>> partials)
    {
        Span<uint> hashCodes = stackalloc uint[OpenSessions<TKey, TContent>.Ahead];
        for (var from = 0; from < partials.Length; from += hashCodes.Length)
        {
            var next = partials.Slice(from, Math.Min(hashCodes.Length, partials.Length - from));
            _ = Open.ReadAhead<PartialSession<TPartial>>(next, hashCodes);
            for (var i = 0; i < next.Length; i++)
            {
                TakeIn(next[i].Key, hashCodes[i], ref next[i].Value);
            }
        }
    }

    // The usual cases: the first session of a key, one later than all others, more of the newest one.
    private void TakeIn(TKey key, uint hashCode, ref PartialSession<TPartial> partial)
    {
        var newest = Open.Find(key, hashCode);
        if (newest < 0 || partial.First > SessionEnd.Of(Open[newest].Last, gap))
        {
            Start(key, hashCode, ref partial, OpenSessions<TKey, TContent>.None, newest);
        }
        else if (Open[newest].First <= SessionEnd.Of(partial.Last, gap) && (Open[newest].Older < 0 || partial.First > SessionEnd.Of(Open[Open[newest].Older].Last, gap)))
        {
            Open.Touching(newest);
            ref var session = ref Open[newest];
            (session.First, session.Last) = (Math.Min(session.First, partial.First), Math.Max(session.Last, partial.Last));
            contents.Add(ref session.Content, ref partial);
        }
        else
        {
            TakeInAmong(key, hashCode, ref partial, newest);
        }
    }

    private void TakeInAmong(TKey key, uint hashCode, ref PartialSession<TPartial> partial, int newest)
    {
        if (Join(newest, partial.First, partial.Last, out var newer, out var older) is >= 0 and var joined)
        {
            contents.Add(ref Open[joined].Content, ref partial);
        }
        else
        {
            Start(key, hashCode, ref partial, newer, older);
        }
    }

    // A session of its own, unless it would end at or before the watermark in force: then other rows of the batch decide whether it is late.
    private void Start(TKey key, uint hashCode, ref PartialSession<TPartial> partial, int newer, int older)
    {
        if (SessionEnd.Of(partial.Last, gap) <= watermark.Late)
        {
            _stragglers.Add(key, partial);
            return;
        }

        var place = Open.Open(key, hashCode, (partial.First, partial.Last), newer, older);
        contents.Add(ref Open[place].Content, ref partial);
    }

    // Makes one session of those that rows from first to last reach, with these times, and gives its place. Where there is none, it lies between newer and older.
    private int Join(int newest, long first, long last, out int newer, out int older)
    {
        (newer, older) = (OpenSessions<TKey, TContent>.None, newest);
        while (older >= 0 && Open[older].First > SessionEnd.Of(last, gap))
        {
            (newer, older) = (older, Open[older].Older);
        }

        if (older < 0 || first > SessionEnd.Of(Open[older].Last, gap))
        {
            return OpenSessions<TKey, TContent>.None;
        }

        var joined = older;
        Open.Touching(joined);
        ref var session = ref Open[joined];
        (session.First, session.Last) = (Math.Min(session.First, first), Math.Max(session.Last, last));
        while (session.Older is >= 0 and var other && first <= SessionEnd.Of(Open[other].Last, gap))
        {
            session.First = Math.Min(first, Open[other].First);
            contents.Add(ref session.Content, ref Open[other].Content);
            Open.Absorb(other);
        }

        return joined;
    }

    private void TakeInStragglers()
    {
        foreach (var chain in _stragglers.Chains())
        {
            var newest = Open.Find(chain.Key, Open.HashOf(chain.Key));
            var joined = Join(newest, chain.First, chain.Last, out _, out _);
            foreach (ref var partial in chain.Partials)
            {
                if (joined < 0)
                {
                    OnLate(ref partial);
                }
                else
                {
                    contents.Add(ref Open[joined].Content, ref partial);
                }
            }
        }
    }
}
