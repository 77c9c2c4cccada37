namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>A row with its join key and its time, on its way through the shuffle.</summary>
internal readonly struct TimedRow<TKey, TRow>(TKey key, TRow row, long time)
{
    public readonly TKey Key = key;

    public readonly TRow Row = row;

    /// <summary>Ticks of UTC.</summary>
    public readonly long Time = time;
}
