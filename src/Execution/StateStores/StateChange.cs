namespace Linq.Streaming.Execution.StateStores;

/// <summary>What has become of entries of one window: entries put and removed, and then, it may be, the window itself removed.</summary>
internal sealed class StateChange<TKey, TValue>(long window)
{
    /// <summary>The window's start in ticks, or 0.</summary>
    public long Window => window;

    public List<TKey> Keys { get; } = [];

    /// <summary>The value of each of <see cref="Keys"/>, as it is now.</summary>
    public List<TValue> Values { get; } = [];

    /// <summary>Keys that have no entry any more.</summary>
    public List<TKey> Removed { get; } = [];

    /// <summary>Whether the window has been removed after that.</summary>
    public bool IsWindowRemoved { get; set; }

    public void EnsureCapacity(int puts)
    {
        Keys.EnsureCapacity(puts);
        Values.EnsureCapacity(puts);
    }

    public bool IsEmpty => Keys.Count == 0 && Removed.Count == 0 && !IsWindowRemoved;
}
