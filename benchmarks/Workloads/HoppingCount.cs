using System.Reactive.Linq;
using System.Reactive.Subjects;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W3: how many events each of 1,000 keys has in every ten seconds, each second anew.</summary>
public sealed class HoppingCount : EventWorkload
{
    public override string Id => "W3";

    public override string Title => "count by 1,000 keys in 10 s, every 1 s";

    public override void AddQuery(IStreamQueryable<Event> events, Results results) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Window(TimeSpan.FromSeconds(Panes.PerWindow), TimeSpan.FromSeconds(1))
        .GroupBy(e => e.Key)
        .Select(g => new KeyCount(g.Key, g.Window.Start.ToUnixTimeSeconds(), g.Count()))
        .ForEachBatch(batch =>
        {
            foreach (var row in batch.AsSpan())
            {
                results.Add(row.Start, row.Key, row.Count);
            }
        });

    // A pane for each second; the window's total adds the pane that enters and subtracts the one that leaves.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hand(Results results)
    {
        var panes = Enumerable.Range(0, Panes.PerWindow).Select(_ => new Dictionary<int, int>()).ToArray();
        var total = new Dictionary<int, int>();
        var second = EventData.FirstSecond;
        var (pane, end) = (panes[second % Panes.PerWindow], (second + 1) * 1000);
        foreach (var batch in Data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time >= end)
                {
                    Close(panes, total, second, results);
                    second = e.Time / 1000;
                    (pane, end) = (panes[second % Panes.PerWindow], (second + 1) * 1000);
                }

                CollectionsMarshal.GetValueRefOrAddDefault(pane, e.Key, out _)++;
            }
        }

        for (var last = second + Panes.PerWindow; second < last; second++)
        {
            Close(panes, total, second, results);
        }
    }

    public override void Linq(Results results)
    {
        var panes =
            from part in Data.BySecond()
            group part.Rows by part.Second into second
            select new Pane<int>(second.Key, [.. Merge(second.SelectMany(rows => rows.CountBy(e => e.Key)))]);
        foreach (var window in Panes.Before<int>().Concat(panes).Concat(Panes.After<int>(Data)).Windows())
        {
            Add(window, results);
        }
    }

    public override void Rx(Results results)
    {
        var events = new Subject<Event>();
        var panes =
            from second in events.PerSecond()
            from counts in second.Events.GroupBy(e => e.Key).SelectMany(g => g.Count().Select(count => KeyValuePair.Create(g.Key, count))).ToList()
            select new Pane<int>(second.Second, counts);
        using var output = panes.StartWith(Panes.Before<int>()).Concat(Panes.After<int>(Data).ToObservable())
            .Buffer(Panes.PerWindow, 1)
            .Where(window => window.Count == Panes.PerWindow)
            .Subscribe(window => Add(window, results));
        events.Push(Data.Batches);
    }

    public override Task AkkaAsync(IMaterializer materializer, Results results) => Source.From(Panes.Before<int>())
        .Concat(AkkaSource
            .PerSecond<Dictionary<int, int>>((counts, e) => CollectionsMarshal.GetValueRefOrAddDefault(counts, e.Key, out _)++)
            .Select(second => new Pane<int>(second.Second, second.State)))
        .Concat(Source.From(Panes.After<int>(Data)))
        .Sliding(Panes.PerWindow)
        .RunForeach(window => Add(window, results), materializer);

    public override string Sql => """
        WITH panes AS (SELECT time // 1000 AS second, key, count(*) AS part FROM events GROUP BY second, key)
        SELECT second - hop AS second, key, sum(part) AS amount FROM panes, range(10) AS hops(hop) GROUP BY 1, 2
        """;

    // The window that ends with this second is given out, and the pane that is not in the next one leaves.
    private static void Close(Dictionary<int, int>[] panes, Dictionary<int, int> total, long second, Results results)
    {
        foreach (var (key, count) in panes[second % Panes.PerWindow])
        {
            CollectionsMarshal.GetValueRefOrAddDefault(total, key, out _) += count;
        }

        foreach (var (key, count) in total)
        {
            results.Add(second - Panes.PerWindow + 1, key, count);
        }

        var oldest = panes[(second + 1) % Panes.PerWindow];
        foreach (var (key, count) in oldest)
        {
            if ((CollectionsMarshal.GetValueRefOrAddDefault(total, key, out _) -= count) == 0)
            {
                total.Remove(key);
            }
        }

        oldest.Clear();
    }

    private static IEnumerable<KeyValuePair<int, int>> Merge(IEnumerable<KeyValuePair<int, int>> parts) =>
        parts.AggregateBy(p => p.Key, 0, (sum, p) => sum + p.Value);

    private static void Add(IEnumerable<Pane<int>> window, Results results)
    {
        var start = window.First().Second;
        foreach (var (key, count) in Merge(window.SelectMany(pane => pane.Keys)))
        {
            results.Add(start, key, count);
        }
    }
}

/// <summary>A result of <see cref="HoppingCount"/>.</summary>
public readonly record struct KeyCount(int Key, long Start, int Count);
