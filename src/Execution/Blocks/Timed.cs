namespace Linq.Streaming.Execution.Blocks;

/// <summary>A row with its time, where rows that carry one are kept: between stages, in windows, on the way out.</summary>
internal readonly struct Timed<T>(T value, long time, long windowStart)
{
    /// <summary>The row.</summary>
    public readonly T Value = value;

    /// <summary>Its event time; of a window's result, the window's end less one tick. Ticks of UTC.</summary>
    public readonly long Time = time;

    /// <summary>Where the window of a result starts; without meaning for other rows.</summary>
    public readonly long WindowStart = windowStart;
}
