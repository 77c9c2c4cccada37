namespace Linq.Streaming.Execution.Sessions;

/// <summary>A session that takes rows. Public fields, since it is changed where it lies; small, since most rows find theirs outside of the caches.</summary>
internal struct OpenSession<TKey, TContent>
{
    /// <summary>The time of its earliest row: the start of its window.</summary>
    public long First;

    /// <summary>The time of its latest row.</summary>
    public long Last;

    /// <summary>What is kept of its rows.</summary>
    public TContent Content;

    public TKey Key;

    /// <summary>The key's hash code; 0 in a place without a session.</summary>
    public uint Hash;

    /// <summary>The place of the session of the key before this one, which ends more than the gap earlier; -1 where there is none.</summary>
    public int Older;

    /// <summary>The attempt that touched it last: by then, the undo log of that attempt has what was there before.</summary>
    public int Attempt;
}

/// <summary>A session in a snapshot.</summary>
internal struct SavedSession<TContent>
{
    public long First;

    public long Last;

    public TContent Content;
}
