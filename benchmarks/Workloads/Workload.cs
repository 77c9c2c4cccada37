namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>One computation over <see cref="EventData"/>, written in several ways that must come to the same results.</summary>
public abstract class Workload
{
    /// <summary>The name in tables.</summary>
    public abstract string Name { get; }

    /// <summary>LINQ to Objects on each batch, the parts of a second added up over the batches.</summary>
    public abstract Checksum Linq(EventData data);

    /// <summary>One loop without any abstraction.</summary>
    public abstract Checksum Hand(EventData data);

    /// <summary>The stream query, whose results go to <paramref name="checksum"/>.</summary>
    public abstract void AddQuery(IStreamQueryable<Event> events, StrongBox<Checksum> checksum);

    /// <summary>The engine, ready for the first batch: planned and compiled.</summary>
    public EngineRun Prepare(int parallelism) => new(this, parallelism);

    /// <summary>The engine as users run it: the bounded source's batches are made on one thread and computed on another.</summary>
    public async Task<Checksum> RunAsync(EventData data, int parallelism)
    {
        var checksum = new StrongBox<Checksum>();
        await using var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromMilliseconds(100), Parallelism = parallelism });
        AddQuery(context.FromEnumerable(data.Rows, batchSize: EventData.BatchSize), checksum);
        await context.RunAsync().ConfigureAwait(false);
        return checksum.Value;
    }

    /// <exception cref="InvalidOperationException">The ways of computing it differ.</exception>
    public void Verify(EventData data)
    {
        var hand = Hand(data);
        Check(nameof(Linq), Linq(data));
        foreach (var parallelism in (int[])[1, 2])
        {
            using var run = Prepare(parallelism);
            Check($"stepped, {parallelism}", run.Run(data));
            Check($"RunAsync, {parallelism}", RunAsync(data, parallelism).GetAwaiter().GetResult());
        }

        void Check(string way, Checksum other)
        {
            if (other != hand)
            {
                throw new InvalidOperationException($"{Name}: {way} gives {other}, the hand-written loop {hand}.");
            }
        }
    }
}
