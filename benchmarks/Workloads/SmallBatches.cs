namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>What a batch costs besides its rows: a query through where, select, group and count, over batches of a few elements or none.</summary>
public sealed class SmallBatches : IDisposable
{
    private readonly IReadOnlyList<Event> _ten = EventData.Shared.Rows[..10];
    private readonly SteppedRun<Event> _run;

    public SmallBatches(int parallelism = 1) => _run = new SteppedRun<Event>(parallelism, AddQuery);

    /// <summary>The results so far: a batch of ten must give some.</summary>
    public long Results { get; private set; }

    public void Empty() => _run.Step([]);

    public void Ten() => _run.Step(_ten);

    public void Dispose() => _run.Dispose();

    private void AddQuery(IStreamQueryable<Event> events) => events
        .Where(e => e.Kind != 3)
        .Select(e => new { e.Key, Amount = e.Price * e.Value })
        .GroupBy(x => x.Key % 4)
        .Select(g => new { g.Key, Count = g.Count() })
        .ForEachBatch(batch => Results += batch.Count);
}
