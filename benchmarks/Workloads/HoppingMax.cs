using System.Reactive.Linq;
using System.Reactive.Subjects;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W3b: the highest price of each of 1,000 keys in every ten seconds, each second anew.</summary>
public sealed class HoppingMax : EventWorkload
{
    public override string Id => "W3b";

    public override string Title => "max by 1,000 keys in 10 s, every 1 s";

    public override void AddQuery(IStreamQueryable<Event> events, Results results) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Window(TimeSpan.FromSeconds(Panes.PerWindow), TimeSpan.FromSeconds(1))
        .GroupBy(e => e.Key)
        .Select(g => new KeyMax(g.Key, g.Window.Start.ToUnixTimeSeconds(), g.Max(e => e.Price)))
        .ForEachBatch(batch =>
        {
            foreach (var row in batch.AsSpan())
            {
                results.Add(row.Start, row.Key, row.Max);
            }
        });

    // A pane for each second; a maximum cannot be taken back, so each window merges its ten panes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hand(Results results)
    {
        var panes = Enumerable.Range(0, Panes.PerWindow).Select(_ => new Dictionary<int, double>()).ToArray();
        var window = new Dictionary<int, double>();
        var second = EventData.FirstSecond;
        var (pane, end) = (panes[second % Panes.PerWindow], (second + 1) * 1000);
        foreach (var batch in Data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time >= end)
                {
                    Close(panes, window, second, results);
                    second = e.Time / 1000;
                    (pane, end) = (panes[second % Panes.PerWindow], (second + 1) * 1000);
                }

                Raise(pane, e.Key, e.Price);
            }
        }

        for (var last = second + Panes.PerWindow; second < last; second++)
        {
            Close(panes, window, second, results);
        }
    }

    public override void Linq(Results results)
    {
        var panes =
            from part in Data.BySecond()
            group part.Rows by part.Second into second
            select new Pane<double>(second.Key, [.. Merge(second.SelectMany(rows => rows.AggregateBy(e => e.Key, 0.0, (max, e) => Math.Max(max, e.Price))))]);
        foreach (var window in Panes.Before<double>().Concat(panes).Concat(Panes.After<double>(Data)).Windows())
        {
            Add(window, results);
        }
    }

    public override void Rx(Results results)
    {
        var events = new Subject<Event>();
        var panes =
            from second in events.PerSecond()
            from highest in second.Events.GroupBy(e => e.Key).SelectMany(g => g.Max(e => e.Price).Select(max => KeyValuePair.Create(g.Key, max))).ToList()
            select new Pane<double>(second.Second, highest);
        using var output = panes.StartWith(Panes.Before<double>()).Concat(Panes.After<double>(Data).ToObservable())
            .Buffer(Panes.PerWindow, 1)
            .Where(window => window.Count == Panes.PerWindow)
            .Subscribe(window => Add(window, results));
        events.Push(Data.Batches);
    }

    public override Task AkkaAsync(IMaterializer materializer, Results results) => Source.From(Panes.Before<double>())
        .Concat(AkkaSource
            .PerSecond<Dictionary<int, double>>((highest, e) => Raise(highest, e.Key, e.Price))
            .Select(second => new Pane<double>(second.Second, second.State)))
        .Concat(Source.From(Panes.After<double>(Data)))
        .Sliding(Panes.PerWindow)
        .RunForeach(window => Add(window, results), materializer);

    public override string Sql => """
        WITH panes AS (SELECT time // 1000 AS second, key, max(price) AS part FROM events GROUP BY second, key)
        SELECT second - hop AS second, key, max(part) AS amount FROM panes, range(10) AS hops(hop) GROUP BY 1, 2
        """;

    // The window that ends with this second is given out, and the pane that is not in the next one leaves.
    private static void Close(Dictionary<int, double>[] panes, Dictionary<int, double> window, long second, Results results)
    {
        window.Clear();
        foreach (var pane in panes)
        {
            foreach (var (key, price) in pane)
            {
                Raise(window, key, price);
            }
        }

        foreach (var (key, max) in window)
        {
            results.Add(second - Panes.PerWindow + 1, key, max);
        }

        panes[(second + 1) % Panes.PerWindow].Clear();
    }

    private static void Raise(Dictionary<int, double> highest, int key, double price)
    {
        ref var max = ref CollectionsMarshal.GetValueRefOrAddDefault(highest, key, out var exists);
        if (!exists || price > max)
        {
            max = price;
        }
    }

    private static IEnumerable<KeyValuePair<int, double>> Merge(IEnumerable<KeyValuePair<int, double>> parts) =>
        parts.AggregateBy(p => p.Key, 0.0, (max, p) => Math.Max(max, p.Value));

    private static void Add(IEnumerable<Pane<double>> window, Results results)
    {
        var start = window.First().Second;
        foreach (var (key, max) in Merge(window.SelectMany(pane => pane.Keys)))
        {
            results.Add(start, key, max);
        }
    }
}

/// <summary>A result of <see cref="HoppingMax"/>.</summary>
public readonly record struct KeyMax(int Key, long Start, double Max);
