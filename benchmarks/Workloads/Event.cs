namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>The rows of the benchmarks: 32 bytes, read in place.</summary>
public readonly struct Event(long time, int key, int kind, long value, double price)
{
    /// <summary>Milliseconds since 1970.</summary>
    public readonly long Time = time;

    public readonly int Key = key;

    public readonly int Kind = kind;

    public readonly long Value = value;

    public readonly double Price = price;
}
