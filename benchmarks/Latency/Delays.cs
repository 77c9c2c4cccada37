namespace Linq.Streaming.Benchmarks.Latency;

/// <summary>Delays that were measured, in milliseconds; added to by one thread.</summary>
internal sealed class Delays
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan delay) => _milliseconds.Add(delay.TotalMilliseconds);

    /// <summary>The delay that <paramref name="percent"/> of all do not exceed.</summary>
    public double Percentile(double percent)
    {
        var rank = (int)Math.Ceiling(percent / 100 * Count);
        return _milliseconds.Order().ElementAt(Math.Clamp(rank, 1, Count) - 1);
    }
}
