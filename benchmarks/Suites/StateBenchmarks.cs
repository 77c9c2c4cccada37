using BenchmarkDotNet.Attributes;

namespace Linq.Streaming.Benchmarks.Suites;

/// <summary>State of keys that is kept from batch to batch; times are those of one word or event.</summary>
[MemoryDiagnoser]
[Config(typeof(RateConfig))]
public class StateBenchmarks
{
    private const int Elements = 1_000_000;

    private readonly WordCount _words = new();
    private readonly KeyValuePair<int, double>[] _prices =
        [.. new EventData(Elements).Rows.Select(e => KeyValuePair.Create(e.Key, e.Price))];

    [GlobalSetup]
    public void Setup() => _words.Load(Elements);

    [Benchmark(OperationsPerInvoke = Elements)]
    public Checksum WordCountByHand() => Results.Of(_words.Hand);

    [Benchmark(OperationsPerInvoke = Elements)]
    public Task WordCountSoFar() => _words.RunAsync(1, new Results());

    [Benchmark(OperationsPerInvoke = Elements)]
    public async Task<long> MapWithState()
    {
        var results = 0L;
        await using var context = new StreamContext(Workload.Options(1));
        context.FromEnumerable(_prices, batchSize: EventData.BatchSize)
            .MapWithState(StateSpec.Create((int key, Optional<double> price, State<double> sum) =>
            {
                sum.Update((sum.TryGet(out var old) ? old : 0) + price.Value);
                return sum.Value;
            }))
            .ForEachBatch(batch => results += batch.Count);
        await context.RunAsync();
        return results;
    }
}
