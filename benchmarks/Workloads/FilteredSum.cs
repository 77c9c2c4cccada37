namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W1: of one event in ten, price times value, summed for each second of event time.</summary>
public sealed class FilteredSum : Workload
{
    public override string Name => "W1 filter 10 %, project, sum per second";

    public override void AddQuery(IStreamQueryable<Event> events, StrongBox<Checksum> checksum) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Where(e => e.Kind == 3)
        .Select(e => e.Price * e.Value)
        .Window(TimeSpan.FromSeconds(1))
        .Sum()
        .Select((sum, window) => new SecondSum(window.Start.ToUnixTimeSeconds(), sum))
        .ForEachBatch(batch =>
        {
            foreach (var row in batch.AsSpan())
            {
                checksum.Value.Add(row.Second, row.Sum);
            }
        });

    public override Checksum Linq(EventData data)
    {
        var totals = new Dictionary<long, double>();
        foreach (var batch in data.Batches)
        {
            var parts = batch.Where(e => e.Kind == 3).AggregateBy(e => e.Time / 1000, 0.0, (sum, e) => sum + (e.Price * e.Value));
            foreach (var (second, sum) in parts)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(totals, second, out _) += sum;
            }
        }

        var checksum = default(Checksum);
        foreach (var (second, sum) in totals)
        {
            checksum.Add(second, sum);
        }

        return checksum;
    }

    // Events are ordered, so a second is done when the next one begins.
    public override Checksum Hand(EventData data)
    {
        var checksum = default(Checksum);
        var (start, sum) = (data.Rows[0].Time / 1000 * 1000, 0.0);
        foreach (var batch in data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time - start >= 1000)
                {
                    checksum.Add(start / 1000, sum);
                    (start, sum) = (e.Time / 1000 * 1000, 0.0);
                }

                if (e.Kind == 3)
                {
                    sum += e.Price * e.Value;
                }
            }
        }

        checksum.Add(start / 1000, sum);
        return checksum;
    }
}

/// <summary>A result of <see cref="FilteredSum"/>.</summary>
public readonly record struct SecondSum(long Second, double Sum);
