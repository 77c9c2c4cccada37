using System.Globalization;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>What the results of a workload come to: how many there are, and a weighted sum of them. Equal for equal results in any order.</summary>
public readonly record struct Checksum(long Count, double Sum)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}:{Sum:R}");
}
