using System.Reactive.Linq;
using System.Reactive.Subjects;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W2: how many events each key has in each second of event time, and the sum of their prices.</summary>
public sealed class KeyedSum(string id = "W2", int keys = 1_000) : EventWorkload(keys)
{
    private readonly int _keys = keys;

    public override string Id => id;

    public override string Title => FormattableString.Invariant($"count and sum by {_keys:N0} keys per second");

    public override void AddQuery(IStreamQueryable<Event> events, Results results) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Window(TimeSpan.FromSeconds(1))
        .GroupBy(e => e.Key)
        .Select(g => new KeySum(g.Key, g.Window.Start.ToUnixTimeSeconds(), g.Count(), g.Sum(e => e.Price)))
        .ForEachBatch(batch =>
        {
            foreach (var row in batch.AsSpan())
            {
                results.Add(row.Second, row.Key, row.Count + row.Sum);
            }
        });

    // Events are ordered, so a second is done when the next one begins.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hand(Results results)
    {
        var totals = new Dictionary<int, (int Count, double Sum)>();
        var start = EventData.FirstSecond * 1000;
        foreach (var batch in Data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time - start >= 1000)
                {
                    Flush(totals, start / 1000, results);
                    start = e.Time / 1000 * 1000;
                }

                ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, e.Key, out _);
                total.Count++;
                total.Sum += e.Price;
            }
        }

        Flush(totals, start / 1000, results);
    }

    public override void Linq(Results results)
    {
        var totals = new Dictionary<int, (int Count, double Sum)>();
        var current = EventData.FirstSecond;
        foreach (var (second, rows) in Data.BySecond())
        {
            if (second != current)
            {
                Flush(totals, current, results);
                current = second;
            }

            foreach (var (key, part) in rows.AggregateBy(e => e.Key, (Count: 0, Sum: 0.0), (part, e) => (part.Count + 1, part.Sum + e.Price)))
            {
                ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, key, out _);
                total = (total.Count + part.Count, total.Sum + part.Sum);
            }
        }

        Flush(totals, current, results);
    }

    public override void Rx(Results results)
    {
        var events = new Subject<Event>();
        var sums =
            from second in events.PerSecond()
            from g in second.Events.GroupBy(e => e.Key)
            from total in g.Aggregate((Count: 0, Sum: 0.0), (total, e) => (total.Count + 1, total.Sum + e.Price))
            select new KeySum(g.Key, second.Second, total.Count, total.Sum);
        using var output = sums.Subscribe(row => results.Add(row.Second, row.Key, row.Count + row.Sum));
        events.Push(Data.Batches);
    }

    public override Task AkkaAsync(IMaterializer materializer, Results results) => AkkaSource
        .PerSecond<Dictionary<int, (int Count, double Sum)>>((totals, e) =>
        {
            ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, e.Key, out _);
            total = (total.Count + 1, total.Sum + e.Price);
        })
        .SelectMany(second => second.State.Select(total => new KeySum(total.Key, second.Second, total.Value.Count, total.Value.Sum)))
        .RunForeach(row => results.Add(row.Second, row.Key, row.Count + row.Sum), materializer);

    public override string Sql => "SELECT time // 1000 AS second, key, count(*) + sum(price) AS amount FROM events GROUP BY second, key";

    private static void Flush(Dictionary<int, (int Count, double Sum)> totals, long second, Results results)
    {
        foreach (var (key, total) in totals)
        {
            results.Add(second, key, total.Count + total.Sum);
        }

        totals.Clear();
    }
}

/// <summary>A result of <see cref="KeyedSum"/>.</summary>
public readonly record struct KeySum(int Key, long Second, int Count, double Sum);
