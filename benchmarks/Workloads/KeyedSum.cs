namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W2: how many events each of 1,000 keys has in each second of event time, and the sum of their prices.</summary>
public sealed class KeyedSum : Workload
{
    public override string Name => "W2 count and sum by 1,000 keys per second";

    public override void AddQuery(IStreamQueryable<Event> events, StrongBox<Checksum> checksum) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Window(TimeSpan.FromSeconds(1))
        .GroupBy(e => e.Key)
        .Select(g => new KeySum(g.Key, g.Window.Start.ToUnixTimeSeconds(), g.Count(), g.Sum(e => e.Price)))
        .ForEachBatch(batch =>
        {
            foreach (var row in batch.AsSpan())
            {
                checksum.Value.Add(row.Second, row.Key, row.Count, row.Sum);
            }
        });

    public override Checksum Linq(EventData data)
    {
        var totals = new Dictionary<(long Second, int Key), (long Count, double Sum)>();
        foreach (var batch in data.Batches)
        {
            var parts = batch.AggregateBy(e => (e.Time / 1000, e.Key), (Count: 0L, Sum: 0.0), (part, e) => (part.Count + 1, part.Sum + e.Price));
            foreach (var (key, part) in parts)
            {
                ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, key, out _);
                total = (total.Count + part.Count, total.Sum + part.Sum);
            }
        }

        var checksum = default(Checksum);
        foreach (var (key, total) in totals)
        {
            checksum.Add(key.Second, key.Key, total.Count, total.Sum);
        }

        return checksum;
    }

    // Events are ordered, so a second is done when the next one begins.
    public override Checksum Hand(EventData data)
    {
        var checksum = default(Checksum);
        var totals = new Dictionary<int, (long Count, double Sum)>();
        var start = data.Rows[0].Time / 1000 * 1000;
        foreach (var batch in data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time - start >= 1000)
                {
                    Flush(totals, start / 1000, ref checksum);
                    start = e.Time / 1000 * 1000;
                }

                ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, e.Key, out _);
                total.Count++;
                total.Sum += e.Price;
            }
        }

        Flush(totals, start / 1000, ref checksum);
        return checksum;
    }

    private static void Flush(Dictionary<int, (long Count, double Sum)> totals, long second, ref Checksum checksum)
    {
        foreach (var (key, total) in totals)
        {
            checksum.Add(second, key, total.Count, total.Sum);
        }

        totals.Clear();
    }
}

/// <summary>A result of <see cref="KeyedSum"/>.</summary>
public readonly record struct KeySum(int Key, long Second, int Count, double Sum);
