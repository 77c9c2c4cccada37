namespace Linq.Streaming.Execution.StateStores;

/// <summary>The state of one key. Public fields, so that generated code updates values in place.</summary>
internal struct StateEntry<TValue>
{
    public TValue Value;

    /// <summary>The version that touched the entry last: by then, the undo log of that version has what was there before.</summary>
    public long Version;

    /// <summary>False when the key has been removed and its place is still kept.</summary>
    public bool Exists;
}
