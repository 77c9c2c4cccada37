namespace Linq.Streaming.Execution.StateStores;

/// <summary>A snapshot whose payload has the types of the store.</summary>
internal sealed class StateSnapshot<TKey, TValue>(long version, IReadOnlyList<WindowSnapshot<TKey, TValue>> windows) : StateSnapshot(version)
{
    /// <summary>The windows that have entries, ascending.</summary>
    public IReadOnlyList<WindowSnapshot<TKey, TValue>> Windows { get; } = windows;

    public override long Count { get; } = windows.Sum(window => (long)window.Keys.Length);
}
