using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>The cost of a batch of few rows: goals are 20 microseconds for an empty one and 100 for ten rows.</summary>
[MemoryDiagnoser]
public class BatchBenchmarks
{
    private SmallBatches _batches = null!;

    [GlobalSetup]
    public void Setup()
    {
        _batches = new SmallBatches();
        _batches.Ten();
        if (_batches.Results == 0)
        {
            throw new InvalidOperationException("A batch of ten rows gave no result.");
        }
    }

    [GlobalCleanup]
    public void Clean() => _batches.Dispose();

    [Benchmark]
    public void EmptyBatch() => _batches.Empty();

    [Benchmark]
    public void BatchOfTen() => _batches.Ten();
}
