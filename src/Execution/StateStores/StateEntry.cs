namespace Linq.Streaming.Execution.StateStores;

/// <summary>The state of one key. Public fields, so that generated code updates values in place.</summary>
internal struct StateEntry<TValue>
{
    public TValue Value;

    /// <summary>Twice the version that touched the entry last, and one more if it exists: so one comparison tells whether it can be changed as it is.</summary>
    public long Stamp;

    /// <summary>The version that touched the entry last: by then, the undo log of that version has what was there before.</summary>
    public readonly long Version => Stamp >> 1;

    /// <summary>False when the key has been removed and its place is still kept.</summary>
    public readonly bool Exists => (Stamp & 1) != 0;

    /// <summary>The stamp of an entry that exists and that <paramref name="version"/> has touched.</summary>
    public static long StampOf(long version) => (version << 1) | 1;

    /// <summary>Marks the entry as touched by <paramref name="version"/>.</summary>
    public void Touch(long version, bool exists) => Stamp = (version << 1) | (exists ? 1 : 0L);
}
