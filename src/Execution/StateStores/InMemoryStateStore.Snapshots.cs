namespace Linq.Streaming.Execution.StateStores;

/// <content>Snapshots: what a checkpoint takes out and a restart puts back.</content>
internal sealed partial class InMemoryStateStore<TKey, TValue>
{
    /// <inheritdoc/>
    public StateSnapshot Snapshot(long version)
    {
        if (version < _logs.Committed || version > _logs.Newest)
        {
            throw new ArgumentException($"There is no snapshot of version {version}: versions {_logs.Committed} to {_logs.Newest} are kept.", nameof(version));
        }

        var past = new PastState<TKey, TValue>(_windows.All);
        for (var i = _logs.Open.Count - 1; i >= 0 && _logs.Open[i].Version > version; i--)
        {
            past.Undo(_logs.Open[i]);
        }

        var windows = past.Windows
            .Select(window => (window.Start, Entries: past.EntriesOf(window)))
            .Where(window => window.Entries.Count > 0)
            .Select(window => WindowSnapshot<TKey, TValue>.Of(window.Start, window.Entries, hash));
        return new StateSnapshot<TKey, TValue>(version, [.. windows]);
    }

    /// <inheritdoc/>
    public void Restore(IReadOnlyList<StateSnapshot> snapshots, Func<int, bool> ownsKeyGroup)
    {
        var typed = snapshots.Select(snapshot => snapshot as StateSnapshot<TKey, TValue>
            ?? throw new ArgumentException($"A {snapshot.GetType()} cannot be restored into state from {typeof(TKey)} to {typeof(TValue)}.", nameof(snapshots))).ToList();
        if (typed.Select(snapshot => snapshot.Version).Distinct().Count() != 1)
        {
            throw new ArgumentException("State is restored from one or more snapshots of one version.", nameof(snapshots));
        }

        _windows.Clear();
        _sparse.Clear();
        _logs.Reset(long.MinValue);
        if (typed[0].Version == long.MinValue)
        {
            // Taken before the first version, so there is nothing in it.
            return;
        }

        _logs.Begin(typed[0].Version);
        foreach (var windows in typed.SelectMany(snapshot => snapshot.Windows).GroupBy(window => window.Window))
        {
            RestoreWindow(windows.Key, windows, ownsKeyGroup);
        }

        Commit(typed[0].Version);
    }

    private void RestoreWindow(long start, IEnumerable<WindowSnapshot<TKey, TValue>> parts, Func<int, bool> ownsKeyGroup)
    {
        var owned = parts
            .SelectMany(part => part.Owned(ownsKeyGroup).Select(i => (Part: part, Index: i)))
            .OrderBy(entry => entry.Part.Positions[entry.Index]);
        foreach (var (part, index) in owned)
        {
            Touch(start, part.Keys[index], out var added) = part.Values[index];
            if (!added)
            {
                throw new ArgumentException($"The snapshots hold the key '{part.Keys[index]}' of window {start} twice.", nameof(parts));
            }
        }
    }
}
