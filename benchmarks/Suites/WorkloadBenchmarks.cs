using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>A workload in all its ways; times are those of one event.</summary>
[MemoryDiagnoser]
[Config(typeof(RateConfig))]
public abstract class WorkloadBenchmarks(EventWorkload workload)
{
    private EngineRun? _one;
    private EngineRun? _two;

    [GlobalSetup]
    public void Setup()
    {
        workload.Use(EventData.Shared);
        workload.Verify();
    }

    // A run ends with its data, so each iteration has one of its own, planned and compiled beforehand.
    [IterationSetup]
    public void Prepare() => (_one, _two) = (workload.Prepare(1), workload.Prepare(2));

    [IterationCleanup]
    public void Clean()
    {
        _one?.Dispose();
        _two?.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = EventData.Count)]
    public Checksum Hand() => Results.Of(workload.Hand);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Checksum LinqPerBatch() => Results.Of(workload.Linq);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Checksum EngineStepped1() => workload.Run(_one!);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Checksum EngineStepped2() => workload.Run(_two!);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Task EngineRunAsync1() => workload.RunAsync(1, new Results());

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Task EngineRunAsync2() => workload.RunAsync(2, new Results());
}

/// <summary>W1.</summary>
public class FilteredSumBenchmarks() : WorkloadBenchmarks(new FilteredSum());

/// <summary>W2.</summary>
public class KeyedSumBenchmarks() : WorkloadBenchmarks(new KeyedSum());
