using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Windows;

/// <summary>What a row costs in a window of few and of many batches: the goal is a factor of 1.5 between 10 and 3,600.</summary>
[MemoryDiagnoser]
public class WindowBenchmarks
{
    private WindowRun _count = null!;
    private WindowRun _max = null!;

    [Params(10, 3_600)]
    public int Panes { get; set; }

    [GlobalSetup]
    public void Setup() => (_count, _max) = (new WindowRun(Panes, g => g.Count()), new WindowRun(Panes, g => g.Max(reading => reading.Value)));

    [GlobalCleanup]
    public void Clean()
    {
        _count.Dispose();
        _max.Dispose();
    }

    [Benchmark(OperationsPerInvoke = WindowRun.Batches * WindowRun.RowsPerBatch)]
    public void Count() => _count.MoveOn();

    [Benchmark(OperationsPerInvoke = WindowRun.Batches * WindowRun.RowsPerBatch)]
    public void Max() => _max.MoveOn();
}
