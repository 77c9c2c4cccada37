using Akka;
using Akka.Streams.Dsl;
using DuckDB.NET.Data;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>A workload over one stream of events.</summary>
/// <param name="keys">How many keys the events have.</param>
public abstract class EventWorkload(int keys = 1_000) : Workload
{
    protected EventData Data { get; private set; } = null!;

    public override void Load(int elements) => Use(new EventData(elements, keys));

    /// <summary>Takes data that is there already.</summary>
    public void Use(EventData data) => Data = data;

    protected Source<Event, NotUsed> AkkaSource => Source.From(Data.Batches.SelectMany(batch => batch));

    public override void LoadTables(DuckDBConnection connection) => connection.CreateEvents("events", Data);

    /// <summary>The stream query, whose results go to <paramref name="results"/>.</summary>
    public abstract void AddQuery(IStreamQueryable<Event> events, Results results);

    public override void AddQuery(StreamContext context, Results results) =>
        AddQuery(context.FromEnumerable(Data.Rows, batchSize: EventData.BatchSize), results);

    /// <summary>The engine, ready for the first batch: planned and compiled.</summary>
    public EngineRun Prepare(int parallelism) => new(this, parallelism);

    /// <summary>One pass of <see cref="Prepare"/> over the data.</summary>
    public Checksum Run(EngineRun run) => run.Run(Data);

    /// <exception cref="InvalidOperationException">The ways of computing it differ.</exception>
    public void Verify()
    {
        var hand = Results.Of(Hand);
        Check(nameof(Linq), Results.Of(Linq));
        foreach (var parallelism in (int[])[1, 2])
        {
            using var run = Prepare(parallelism);
            Check($"stepped, {parallelism}", Run(run));
            Check($"RunAsync, {parallelism}", Results.Of(results => RunAsync(parallelism, results).GetAwaiter().GetResult()));
        }

        void Check(string way, Checksum other)
        {
            if (other != hand)
            {
                throw new InvalidOperationException($"{Id}: {way} gives {other}, the hand-written loop {hand}.");
            }
        }
    }
}
