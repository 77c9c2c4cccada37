namespace Linq.Streaming.Execution.StateStores;

/// <summary>The entries of one state store at the end of one version. Immutable, and independent of the store it was taken from.</summary>
internal abstract class StateSnapshot(long version)
{
    public long Version { get; } = version;

    /// <summary>The number of entries.</summary>
    public abstract long Count { get; }
}
