namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W3: how many events each of 1,000 keys has in every ten seconds, each second anew.</summary>
public sealed class HoppingCount : EventWorkload
{
    private const int Panes = 10;

    public override string Id => "W3";

    public override string Title => "count by 1,000 keys in 10 s, every 1 s";

    public override void AddQuery(IStreamQueryable<Event> events, Results results) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Window(TimeSpan.FromSeconds(Panes), TimeSpan.FromSeconds(1))
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
    public override void Hand(Results results)
    {
        var panes = Enumerable.Range(0, Panes).Select(_ => new Dictionary<int, int>()).ToArray();
        var total = new Dictionary<int, int>();
        var second = Data.Rows[0].Time / 1000;
        var (pane, end) = (panes[second % Panes], (second + 1) * 1000);
        foreach (var batch in Data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time >= end)
                {
                    Close(panes, total, second, results);
                    second = e.Time / 1000;
                    (pane, end) = (panes[second % Panes], (second + 1) * 1000);
                }

                CollectionsMarshal.GetValueRefOrAddDefault(pane, e.Key, out _)++;
            }
        }

        for (var last = second + Panes; second < last; second++)
        {
            Close(panes, total, second, results);
        }
    }

    public override void Linq(Results results)
    {
        var parts = new Queue<(long Second, KeyValuePair<int, int>[] Counts)>();
        foreach (var (second, rows) in Data.BySecond())
        {
            Give(parts, second, results);
            parts.Enqueue((second, [.. rows.CountBy(e => e.Key)]));
        }

        Give(parts, parts.Last().Second + Panes, results);
    }

    // The window that ends with this second is given out, and the pane that is not in the next one leaves.
    private static void Close(Dictionary<int, int>[] panes, Dictionary<int, int> total, long second, Results results)
    {
        foreach (var (key, count) in panes[second % Panes])
        {
            CollectionsMarshal.GetValueRefOrAddDefault(total, key, out _) += count;
        }

        foreach (var (key, count) in total)
        {
            results.Add(second - Panes + 1, key, count);
        }

        var oldest = panes[(second + 1) % Panes];
        foreach (var (key, count) in oldest)
        {
            if ((CollectionsMarshal.GetValueRefOrAddDefault(total, key, out _) -= count) == 0)
            {
                total.Remove(key);
            }
        }

        oldest.Clear();
    }

    // The windows that end before the events of a second.
    private static void Give(Queue<(long Second, KeyValuePair<int, int>[] Counts)> parts, long second, Results results)
    {
        for (var end = parts.Count == 0 ? second : parts.Last().Second + 1; end <= second; end++)
        {
            foreach (var (key, count) in parts.SelectMany(part => part.Counts).AggregateBy(p => p.Key, 0, (sum, p) => sum + p.Value))
            {
                results.Add(end - Panes, key, count);
            }

            while (parts.TryPeek(out var oldest) && oldest.Second <= end - Panes)
            {
                parts.Dequeue();
            }
        }
    }
}

/// <summary>A result of <see cref="HoppingCount"/>.</summary>
public readonly record struct KeyCount(int Key, long Start, int Count);
