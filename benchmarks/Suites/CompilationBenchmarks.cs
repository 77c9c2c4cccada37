using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>What is added to planning a query by making its stages, and by compiling and starting them.</summary>
[MemoryDiagnoser]
public class CompilationBenchmarks
{
    [Benchmark(Baseline = true)]
    public string Plan() => TypicalQuery.Plan();

    [Benchmark]
    public string PlanToStages() => TypicalQuery.Plan(ExplainLevel.Stages);

    [Benchmark]
    public void PlanCompileAndStart() => TypicalQuery.Start();
}
