using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.Sessions;

/// <content>Versions: what an attempt at a batch changes lasts when the batch commits, and is undone when it is attempted again.</content>
/// <remarks>
/// Attempts hardly ever fail, so little is noted: what a session was when the attempt touched it first, and which places were free. Places of sessions that
/// have closed are not used again, nor changed, before the commit. Undoing puts the places back and makes all else, which follows from them, anew.
/// </remarks>
internal sealed partial class OpenSessions<TKey, TContent>
{
    private readonly List<Touch> _touched = [];
    private readonly List<OpenSession<TKey, TContent>> _old = [];
    private readonly List<int> _closed = [];

    private long _openVersion = long.MinValue;
    private int _attempt;

    /// <summary>The places of sessions that the attempt has opened or changed, in the order in which it came to them. Some may be free now, or closed.</summary>
    public IEnumerable<int> Touched => _touched.Select(touch => touch.Place);

    /// <summary>Starts an attempt at a version: what an earlier one has changed is undone.</summary>
    public void Begin(long version)
    {
        if (_openVersion == version)
        {
            Undo();
        }

        _openVersion = version;
        _attempt++;
    }

    public void Commit()
    {
        foreach (var place in _closed)
        {
            _places[place].Hash = 0;
            if (RuntimeHelpers.IsReferenceOrContainsReferences<OpenSession<TKey, TContent>>())
            {
                _places[place] = default;
            }
        }

        _free.AddRange(_closed);
        ForgetAttempt();
        _openVersion = long.MinValue;
    }

    /// <summary>The sessions after the last batch.</summary>
    public StateSnapshot Snapshot(long version)
    {
        var saved = new List<KeyValuePair<TKey, SavedSession<TContent>>>();
        for (var place = 0; place < _count; place++)
        {
            if (IsOpen(place))
            {
                ref readonly var session = ref _places[place];
                saved.Add(new(session.Key, new SavedSession<TContent> { First = session.First, Last = session.Last, Content = session.Content }));
            }
        }

        return new StateSnapshot<TKey, SavedSession<TContent>>(version, saved.Count == 0 ? [] : [WindowSnapshot<TKey, SavedSession<TContent>>.Of(0, saved, hash)]);
    }

    /// <summary>Replaces everything by the sessions of the key groups that this partition owns.</summary>
    public void Restore(IReadOnlyList<StateSnapshot> snapshots, Func<int, bool> ownsKeyGroup)
    {
        ForgetAttempt();
        _openVersion = long.MinValue;
        var owned = snapshots.Cast<StateSnapshot<TKey, SavedSession<TContent>>>().SelectMany(snapshot => snapshot.Windows)
            .SelectMany(part => part.Owned(ownsKeyGroup).Select(i => (Key: part.Keys[i], Session: part.Values[i]))).ToList();
        (_places, _count) = (new OpenSession<TKey, TContent>[owned.Count], 0);
        foreach (var (key, session) in owned)
        {
            _places[_count++] = new OpenSession<TKey, TContent> { Key = key, Hash = 1, First = session.First, Last = session.Last, Content = session.Content };
        }

        Rebuild();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Log(int place, ref OpenSession<TKey, TContent> session)
    {
        _touched.Add(new Touch(place, IsNew: false));
        _old.Add(session);
        session.Attempt = _attempt;
    }

    private void Undo()
    {
        var old = 0;
        foreach (var (place, isNew) in _touched)
        {
            _places[place] = isNew ? default : _old[old++];
        }

        ForgetAttempt();
        Rebuild();
    }

    private void ForgetAttempt()
    {
        _touched.Clear();
        _old.Clear();
        _closed.Clear();
    }

    // All that follows from the places: which are free, where keys lie, in which order their sessions are, and when they are looked at.
    private void Rebuild()
    {
        _index.Clear();
        _times.Clear();
        _free.Clear();
        for (var place = _count - 1; place >= 0; place--)
        {
            if (_places[place].Hash == 0)
            {
                _free.Add(place);
            }
            else
            {
                Link(place);
                _times.Add(place, SessionEnd.Of(_places[place].Last, gap));
            }
        }
    }

    private void Link(int place)
    {
        ref var session = ref _places[place];
        session.Hash = HashOf(session.Key);
        var (newer, older) = (None, Find(session.Key, session.Hash));
        while (older != None && _places[older].First > session.First)
        {
            (newer, older) = (older, _places[older].Older);
        }

        Chain(place, newer, older);
    }

    /// <summary>A place that an attempt has touched, and whether it was free.</summary>
    private readonly record struct Touch(int Place, bool IsNew);
}
