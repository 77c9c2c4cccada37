namespace Execution.Tests.StateStores;

/// <summary>The obvious store: a whole copy of its contents for every version.</summary>
internal sealed class StateModel
{
    private readonly List<(long Version, Dictionary<(long Window, string Key), int> State)> _versions = [(long.MinValue, [])];

    public long Committed { get; private set; } = long.MinValue;

    public bool TakesChanges { get; private set; }

    /// <summary>The version that changed the state last.</summary>
    public long Last => _versions[^1].Version;

    public long Newest => Math.Max(Last, Committed);

    public Dictionary<(long Window, string Key), int> State => _versions[^1].State;

    public Dictionary<(long Window, string Key), int> At(long version) => _versions.Last(v => v.Version <= version).State;

    public void Begin(long version)
    {
        _versions.Add((version, new(State)));
        TakesChanges = true;
    }

    public void Commit(long version)
    {
        TakesChanges &= version < Last;
        Committed = Math.Max(Committed, version);
    }

    public void Rollback(long version) => TakesChanges &= _versions.RemoveAll(v => v.Version >= version) == 0;

    public void Restore(Dictionary<(long Window, string Key), int> state, long version)
    {
        _versions.Clear();
        _versions.Add((version, new(state)));
        (Committed, TakesChanges) = (version, false);
    }
}
