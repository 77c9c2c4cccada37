namespace Linq.Streaming.Execution.Sessions;

/// <summary>The open sessions of one key, each more than the gap before the next: a slot of a <see cref="SessionTable{TKey,TContent}"/>.</summary>
/// <remarks>Public fields, since it is changed where it lies; small, since mostly it lies outside of the caches.</remarks>
internal struct KeySessions<TKey, TContent>
{
    /// <summary>The latest session, which rows mostly belong to.</summary>
    public OpenSession<TContent> Newest;

    public TKey Key;

    /// <summary>Where the sessions before it are; 0 where there are none, as for most keys. See <see cref="OpenSessions{TKey,TContent}.OlderOf"/>.</summary>
    public int Older;

    /// <summary>The attempt that touched it last: by then, the undo log of that attempt has what was there before.</summary>
    public int Attempt;
}
