namespace Linq.Streaming.Execution.Blocks;

/// <summary>A row with the key of the session that it is put into, where such rows are kept.</summary>
internal readonly struct SessionRow<TKey, T>(TKey key, T value)
{
    public readonly TKey Key = key;
    public readonly T Value = value;
}
