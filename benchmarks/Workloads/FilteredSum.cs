using System.Reactive.Linq;
using System.Reactive.Subjects;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W1: of one event in ten, price times value, summed for each second of event time.</summary>
public sealed class FilteredSum : EventWorkload
{
    public override string Id => "W1";

    public override string Title => "filter 10 %, project, sum per second";

    public override void AddQuery(IStreamQueryable<Event> events, Results results) => events
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
                results.Add(row.Second, 0, row.Sum);
            }
        });

    // Events are ordered, so a second is done when the next one begins.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hand(Results results)
    {
        var (start, sum) = (EventData.FirstSecond * 1000, 0.0);
        foreach (var batch in Data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                if (e.Time - start >= 1000)
                {
                    results.Add(start / 1000, 0, sum);
                    (start, sum) = (e.Time / 1000 * 1000, 0.0);
                }

                if (e.Kind == 3)
                {
                    sum += e.Price * e.Value;
                }
            }
        }

        results.Add(start / 1000, 0, sum);
    }

    public override void Linq(Results results)
    {
        var (current, sum) = (EventData.FirstSecond, 0.0);
        foreach (var (second, rows) in Data.BySecond())
        {
            if (second != current)
            {
                results.Add(current, 0, sum);
                (current, sum) = (second, 0.0);
            }

            sum += rows.Where(e => e.Kind == 3).Sum(e => e.Price * e.Value);
        }

        results.Add(current, 0, sum);
    }

    public override void Rx(Results results)
    {
        var events = new Subject<Event>();
        var sums =
            from second in events.PerSecond()
            from sum in second.Events.Where(e => e.Kind == 3).Select(e => e.Price * e.Value).Sum()
            select new SecondSum(second.Second, sum);
        using var output = sums.Subscribe(row => results.Add(row.Second, 0, row.Sum));
        events.Push(Data.Batches);
    }

    public override Task AkkaAsync(IMaterializer materializer, Results results) => AkkaSource
        .Where(e => e.Kind == 3)
        .PerSecond<StrongBox<double>>((sum, e) => sum.Value += e.Price * e.Value)
        .RunForeach(row => results.Add(row.Second, 0, row.State.Value), materializer);

    public override string Sql => "SELECT time // 1000 AS second, 0 AS key, sum(price * value) AS amount FROM events WHERE kind = 3 GROUP BY second";
}

/// <summary>A result of <see cref="FilteredSum"/>.</summary>
public readonly record struct SecondSum(long Second, double Sum);
