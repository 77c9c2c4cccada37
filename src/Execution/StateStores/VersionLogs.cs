namespace Linq.Streaming.Execution.StateStores;

/// <summary>The undo logs of the open versions, oldest first, and which version takes changes now.</summary>
internal sealed class VersionLogs<TKey, TValue>
{
    private readonly List<UndoLog<TKey, TValue>> _open = [];
    private readonly Stack<UndoLog<TKey, TValue>> _free = [];
    private UndoLog<TKey, TValue>? _current;

    /// <summary>The newest committed version; <see cref="long.MinValue"/> when there is none.</summary>
    public long Committed { get; private set; } = long.MinValue;

    /// <summary>The newest version, open or committed.</summary>
    public long Newest => _open.Count == 0 ? Committed : _open[^1].Version;

    public IReadOnlyList<UndoLog<TKey, TValue>> Open => _open;

    /// <summary>The log of the version that takes changes.</summary>
    /// <exception cref="InvalidOperationException">No version does.</exception>
    public UndoLog<TKey, TValue> Current =>
        _current ?? throw new InvalidOperationException("State can change only in a version: call Begin first.");

    public void Begin(long version)
    {
        if (version <= Newest)
        {
            throw new ArgumentException($"Version {version} cannot begin after version {Newest}: versions ascend.", nameof(version));
        }

        _current = _free.TryPop(out var free) ? free : new();
        _current.Start(version);
        _open.Add(_current);
    }

    /// <summary>Makes versions final; <paramref name="beforeRelease"/> sees each of their logs, oldest first.</summary>
    public void Commit(long version, Action<UndoLog<TKey, TValue>> beforeRelease)
    {
        if (version > Newest)
        {
            throw new ArgumentException($"Version {version} cannot be committed: the newest version is {Newest}.", nameof(version));
        }

        Committed = Math.Max(Committed, version);
        var committed = 0;
        while (committed < _open.Count && _open[committed].Version <= version)
        {
            beforeRelease(_open[committed]);
            Release(_open[committed++]);
        }

        _open.RemoveRange(0, committed);
    }

    /// <summary>Forgets the newest version, whose changes have been undone.</summary>
    public void DropNewest()
    {
        // The version before it has ended, so none takes changes.
        _current = null;
        Release(_open[^1]);
        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>Forgets everything, as after a restart from a version.</summary>
    public void Reset(long committed)
    {
        _open.ForEach(Release);
        _open.Clear();
        Committed = committed;
    }

    private void Release(UndoLog<TKey, TValue> log)
    {
        _current = _current == log ? null : _current;
        log.Clear();
        _free.Push(log);
    }
}
