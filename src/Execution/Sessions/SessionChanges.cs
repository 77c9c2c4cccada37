namespace Linq.Streaming.Execution.Sessions;

/// <summary>Keys, and all open sessions that each of them has now, which may be none.</summary>
internal sealed class SessionChanges<TKey, TContent>
{
    public List<TKey> Keys { get; } = [];

    /// <summary>How many sessions each key has.</summary>
    public List<int> Counts { get; } = [];

    /// <summary>The sessions of the first key, ascending, then those of the second, and so on.</summary>
    public List<SavedSession<TContent>> Sessions { get; } = [];
}
