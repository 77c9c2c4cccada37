using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>What a query costs before its first batch.</summary>
[MemoryDiagnoser]
public class PlanningBenchmarks
{
    [Benchmark]
    public string Plan() => TypicalQuery.Plan();

    [Benchmark]
    public void PlanCompileAndStart() => TypicalQuery.Start();
}
