using BenchmarkDotNet.Configs;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>Adds <see cref="RateColumn"/>.</summary>
internal sealed class RateConfig : ManualConfig
{
    public RateConfig() => AddColumn(new RateColumn());
}
