namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>What the results of a workload come to: how many there are, and a weighted sum of them.</summary>
public record struct Checksum(long Results, double Sum)
{
    // Weights tell apart results that went to the wrong second or key.
    public void Add(long second, double sum)
    {
        Results++;
        Sum += sum * (1 + (second % 7));
    }

    public void Add(long second, int key, long count, double sum)
    {
        Results++;
        Sum += (sum + count) * (1 + (second % 7) + (key % 5));
    }
}
