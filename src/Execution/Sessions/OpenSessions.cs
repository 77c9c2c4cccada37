using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The open sessions of one partition: by key as versioned state, and by when they may close.</summary>
/// <remarks>
/// <code>
///   index  ... [ann] ....... [bob] ...          a slot for each key that has open sessions
///                │             └──────────────┐
///   places ... [ann 14..17] ... [ann 2..5] ... [bob 8..9] ... [   ] ...
///                └─ older ────────┘
/// </code>
/// A session keeps its place while it is open, so that <see cref="ClosingTimes"/> and the undo log lead to it without its key. The index leads to the
/// newest of a key, which rows mostly belong to; older ones are chained behind it.
/// </remarks>
internal sealed partial class OpenSessions<TKey, TContent>(StableHasher<TKey> hash, long gap)
{
    /// <summary>The place that is none.</summary>
    public const int None = -1;

    /// <summary>In the place of the older session: this one has closed, in a batch that is not committed yet.</summary>
    private const int Closed = -2;

    private readonly PlaceIndex _index = new();
    private readonly ClosingTimes _times = new(gap);
    private readonly ClosingOrder _closing = new();
    private readonly List<int> _due = [];

    // Places that have been given up, the last of which is used again first: it is still in the caches.
    private readonly List<int> _free = [];
    private OpenSession<TKey, TContent>[] _places = [];
    private int _count;

    // By place, for sessions that are not the newest of their key: the next newer one. Few are, so it is not in the place itself.
    private int[] _newer = [];
    private ulong _multiplier = TablePlacement.Golden;

    /// <summary>The number of keys that have any.</summary>
    public long KeyCount => _index.Count;

    /// <summary>Those that close, in ascending order of their ends, after <see cref="FindDue"/>.</summary>
    public ReadOnlySpan<int> Due => _closing.Places;

    /// <summary>The session at a place. Holds until another is opened.</summary>
    public ref OpenSession<TKey, TContent> this[int place]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _places[place];
    }

    /// <summary>The hash code of a key, never 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint HashOf(TKey key) => (uint)((KeyHash<TKey>.Of(key) * _multiplier) >> 32) | 1;

    /// <summary>The place of the newest session of a key, or <see cref="None"/>.</summary>
    public int Find(TKey key, uint hashCode)
    {
        for (var slot = _index.Home(hashCode); _index.At(slot) is not 0 and var entry; slot = _index.After(slot))
        {
            if (PlaceIndex.HashOf(entry) == hashCode && KeyHash<TKey>.Equal(_places[PlaceIndex.PlaceOf(entry)].Key, key))
            {
                return PlaceIndex.PlaceOf(entry);
            }
        }

        return None;
    }

    /// <summary>Opens a session without content.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="hashCode">The key's hash code.</param>
    /// <param name="rows">The times of its first and last row.</param>
    /// <param name="newer">The place of the session of the key that comes next, or <see cref="None"/>.</param>
    /// <param name="older">The place of the one before it, or <see cref="None"/>.</param>
    public int Open(TKey key, uint hashCode, (long First, long Last) rows, int newer, int older)
    {
        var place = TakePlace();
        ref var session = ref _places[place];
        (session.First, session.Last) = rows;
        session.Content = default!;
        (session.Key, session.Hash, session.Attempt) = (key, hashCode, _attempt);
        _touched.Add(new Touch(place, IsNew: true));
        _times.Add(place, SessionEnd.Of(rows.Last, gap));
        Chain(place, newer, older);
        return place;
    }

    /// <summary>Whether there is an open session at a place.</summary>
    public bool IsOpen(int place) => _places[place].Hash != 0 && _places[place].Older != Closed;

    /// <summary>Notes what a session is before it is changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touching(int place)
    {
        ref var session = ref _places[place];
        if (session.Attempt != _attempt)
        {
            Log(place, ref session);
        }
    }

    /// <summary>Takes an older session out, which is joined with the next newer one of its key.</summary>
    public void Absorb(int place)
    {
        Touching(place);
        ref var session = ref _places[place];
        Unlink(place, session.Older);

        // Its time is still to come, and only then may another session have the place.
        session.Hash = 0;
        session.Content = default!;
    }

    /// <summary>Finds the sessions that end at or before <paramref name="limit"/>.</summary>
    public void FindDue(long limit)
    {
        _due.Clear();
        _closing.Clear();
        _times.Take(limit, _due);
        var due = CollectionsMarshal.AsSpan(_due);
        for (var from = 0; from < due.Length; from += Ahead)
        {
            var next = due[from..Math.Min(from + Ahead, due.Length)];
            _ = ReadAhead(next);
            foreach (var place in next)
            {
                Examine(place, limit);
            }
        }

        _closing.Sort();
    }

    /// <summary>Takes out a session that has closed: the oldest of its key. Its place stays as it is until the batch is committed.</summary>
    public void Close(int place)
    {
        if (!_index.Remove(_places[place].Hash, place))
        {
            Unlink(place, None);
        }

        _places[place].Older = Closed;
        _closed.Add(place);
    }

    // Rows may have extended a session since its time was noted; it is looked at again at its end.
    private void Examine(int place, long limit)
    {
        ref var session = ref _places[place];
        if (session.Hash == 0)
        {
            _closed.Add(place);
            return;
        }

        var end = SessionEnd.Of(session.Last, gap);
        if (end <= limit)
        {
            _closing.Add(place, end);
        }
        else
        {
            _times.Add(place, end);
        }
    }

    private int TakePlace()
    {
        if (_free.Count > 0)
        {
            var place = _free[^1];
            _free.RemoveAt(_free.Count - 1);
            return place;
        }

        if (_count == _places.Length)
        {
            Array.Resize(ref _places, Math.Max(16, _count * 2));
        }

        return _count++;
    }

    private void Chain(int place, int newer, int older)
    {
        ref var session = ref _places[place];
        session.Older = older;
        if (older != None)
        {
            SetNewer(older, place);
        }

        if (newer != None)
        {
            _places[newer].Older = place;
            SetNewer(place, newer);
        }
        else if (older != None)
        {
            _index.Replace(session.Hash, older, place);
        }
        else
        {
            _isCrowded |= _index.Add(session.Hash, place) > TablePlacement.LongestProbe;
        }
    }

    // The chain goes around a place, which is not the newest of its key.
    private void Unlink(int place, int older)
    {
        _places[_newer[place]].Older = older;
        if (older != None)
        {
            SetNewer(older, _newer[place]);
        }
    }

    private void SetNewer(int place, int newer)
    {
        if (place >= _newer.Length)
        {
            Array.Resize(ref _newer, _places.Length);
        }

        _newer[place] = newer;
    }
}
