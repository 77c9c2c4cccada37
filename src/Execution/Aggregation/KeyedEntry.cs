namespace Linq.Streaming.Execution.Aggregation;

/// <summary>A key and its partial accumulator on the way through a shuffle.</summary>
internal struct KeyedEntry<TKey, TAccumulator>
{
    public TKey Key;

    public TAccumulator Value;
}
