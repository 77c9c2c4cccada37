namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>SplitMix64: the same numbers everywhere, several times as fast as a seeded <see cref="Random"/>.</summary>
internal struct RandomNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to but not including <paramref name="limit"/>.</summary>
    public int Next(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var x = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (int)(((x >> 33) * (ulong)limit) >> 31);
    }
}
