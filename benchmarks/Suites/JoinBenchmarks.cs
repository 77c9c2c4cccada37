using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>The join of two streams in windows of event time; times are those of one event of either.</summary>
[MemoryDiagnoser]
[Config(typeof(RateConfig))]
public class JoinBenchmarks
{
    private const int Events = 1_000_000;

    private readonly WindowJoin _join = new();

    [GlobalSetup]
    public void Setup() => _join.Load(Events);

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public Checksum Hand() => Results.Of(_join.Hand);

    [Benchmark(OperationsPerInvoke = Events)]
    public Checksum LinqPerSecond() => Results.Of(_join.Linq);

    [Benchmark(OperationsPerInvoke = Events)]
    public Task Engine1() => _join.RunAsync(1, new Results());

    [Benchmark(OperationsPerInvoke = Events)]
    public Task Engine2() => _join.RunAsync(2, new Results());
}
