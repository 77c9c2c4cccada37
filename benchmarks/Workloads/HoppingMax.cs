namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W3b: the highest price of each of 1,000 keys in every ten seconds, each second anew.</summary>
public sealed class HoppingMax : EventWorkload
{
    private const int Panes = 10;

    public override string Id => "W3b";

    public override string Title => "max by 1,000 keys in 10 s, every 1 s";

    public override void AddQuery(IStreamQueryable<Event> events, Results results) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Window(TimeSpan.FromSeconds(Panes), TimeSpan.FromSeconds(1))
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
    public override void Hand(Results results)
    {
        var panes = Enumerable.Range(0, Panes).Select(_ => new Dictionary<int, double>()).ToArray();
        var window = new Dictionary<int, double>();
        var second = Data.Rows[0].Time / 1000;
        var (pane, end) = (panes[second % Panes], (second + 1) * 1000);
        foreach (var batch in Data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time >= end)
                {
                    Close(panes, window, second, results);
                    second = e.Time / 1000;
                    (pane, end) = (panes[second % Panes], (second + 1) * 1000);
                }

                Raise(pane, e.Key, e.Price);
            }
        }

        for (var last = second + Panes; second < last; second++)
        {
            Close(panes, window, second, results);
        }
    }

    public override void Linq(Results results)
    {
        var parts = new Queue<(long Second, KeyValuePair<int, double>[] Highest)>();
        foreach (var (second, rows) in Data.BySecond())
        {
            Give(parts, second, results);
            parts.Enqueue((second, [.. rows.AggregateBy(e => e.Key, 0.0, (max, e) => Math.Max(max, e.Price))]));
        }

        Give(parts, parts.Last().Second + Panes, results);
    }

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
            results.Add(second - Panes + 1, key, max);
        }

        panes[(second + 1) % Panes].Clear();
    }

    private static void Raise(Dictionary<int, double> highest, int key, double price)
    {
        ref var max = ref CollectionsMarshal.GetValueRefOrAddDefault(highest, key, out var exists);
        if (!exists || price > max)
        {
            max = price;
        }
    }

    // The windows that end before the events of a second.
    private static void Give(Queue<(long Second, KeyValuePair<int, double>[] Highest)> parts, long second, Results results)
    {
        for (var end = parts.Count == 0 ? second : parts.Last().Second + 1; end <= second; end++)
        {
            foreach (var (key, max) in parts.SelectMany(part => part.Highest).AggregateBy(p => p.Key, 0.0, (max, p) => Math.Max(max, p.Value)))
            {
                results.Add(end - Panes, key, max);
            }

            while (parts.TryPeek(out var oldest) && oldest.Second <= end - Panes)
            {
                parts.Dequeue();
            }
        }
    }
}

/// <summary>A result of <see cref="HoppingMax"/>.</summary>
public readonly record struct KeyMax(int Key, long Start, double Max);
