using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>A workload in all its ways; times are those of one event.</summary>
[MemoryDiagnoser]
[Config(typeof(RateConfig))]
public abstract class WorkloadBenchmarks(Workload workload)
{
    private EventData _data = null!;
    private EngineRun? _one;
    private EngineRun? _two;

    [GlobalSetup]
    public void Setup()
    {
        _data = EventData.Shared;
        workload.Verify(_data);
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
    public Checksum Hand() => workload.Hand(_data);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Checksum LinqPerBatch() => workload.Linq(_data);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Checksum EngineStepped1() => _one!.Run(_data);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Checksum EngineStepped2() => _two!.Run(_data);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Task<Checksum> EngineRunAsync1() => workload.RunAsync(_data, 1);

    [Benchmark(OperationsPerInvoke = EventData.Count)]
    public Task<Checksum> EngineRunAsync2() => workload.RunAsync(_data, 2);
}

/// <summary>W1.</summary>
public class FilteredSumBenchmarks() : WorkloadBenchmarks(new FilteredSum());

/// <summary>W2.</summary>
public class KeyedSumBenchmarks() : WorkloadBenchmarks(new KeyedSum());
