using System.Globalization;

namespace Linq.Streaming.Benchmarks.Quick;

/// <summary>All figures in under a minute: interleaved rounds, one table.</summary>
internal static class QuickRun
{
    private const int Rounds = 9;
    private const int WarmUpBatches = 50_000;
    private const int SmallBatchCount = 2_000;

    public static void Run()
    {
        var data = EventData.Shared;
        foreach (var workload in (EventWorkload[])[new FilteredSum(), new KeyedSum()])
        {
            workload.Use(data);
            workload.Verify();
            WarmUp(workload);
            Print($"{workload.Id} {workload.Title}", Measure(workload));
        }

        PrintBatches();
    }

    // A stream runs for long, so what counts is code that the JIT has finished with. It recompiles what is called often.
    private static void WarmUp(EventWorkload workload)
    {
        using var run = workload.Prepare(parallelism: 1);
        for (var batch = 0; batch < WarmUpBatches; batch++)
        {
            run.Idle();
        }
    }

    private static Timing[] Measure(EventWorkload workload)
    {
        Timing[] timings =
        [
            new("hand-written loop", () => Timing.Of(EventData.Count, () => Results.Of(workload.Hand))),
            new("LINQ to Objects per batch", () => Timing.Of(EventData.Count, () => Results.Of(workload.Linq))),
            new("engine, stepped, 1 partition", () => Stepped(workload, 1)),
            new("engine, stepped, 2 partitions", () => Stepped(workload, 2)),
            new("engine, RunAsync, 1 partition", () => Timing.Of(EventData.Count, () => workload.RunAsync(1, new Results()).GetAwaiter().GetResult())),
            new("engine, RunAsync, 2 partitions", () => Timing.Of(EventData.Count, () => workload.RunAsync(2, new Results()).GetAwaiter().GetResult())),
        ];
        Timing.Interleave(Rounds, timings);
        return timings;
    }

    private static Timing.Sample Stepped(EventWorkload workload, int parallelism)
    {
        using var run = workload.Prepare(parallelism);
        return Timing.Of(EventData.Count, () => workload.Run(run));
    }

    private static void Print(string title, Timing[] timings)
    {
        Write($"{title,-44} {"M events/s",10} {"ns/event",9} {"median",8} {"of hand",8} {"of LINQ",8} {"B/event",8}");
        foreach (var timing in timings)
        {
            var (ofHand, ofLinq) = (timings[0].Best / timing.Best, timings[1].Best / timing.Best);
            Write($"  {timing.Name,-42} {1e3 / timing.Best,10:F0} {timing.Best,9:F2} {timing.Median,8:F2} {ofHand,8:F2} {ofLinq,8:F2} {timing.Bytes,8:F3}");
        }
    }

    private static void PrintBatches()
    {
        using var batches = new SmallBatches();
        Timing[] timings =
        [
            new("empty batch", () => Timing.Of(SmallBatchCount, () => Repeat(batches.Empty))),
            new("batch of 10: where, select, group, count", () => Timing.Of(SmallBatchCount, () => Repeat(batches.Ten))),
            new("plan a query", () => Timing.Of(10, () => Repeat(() => TypicalQuery.Plan(), 10))),
            new("plan, compile, start and stop a query", () => Timing.Of(10, () => Repeat(TypicalQuery.Start, 10))),
        ];
        Timing.Interleave(Rounds, timings);
        Write($"{"one batch or query",-44} {"best us",10} {"median us",10} {"bytes",9}");
        foreach (var timing in timings)
        {
            Write($"  {timing.Name,-42} {timing.Best / 1e3,10:F1} {timing.Median / 1e3,10:F1} {timing.Bytes,9:F0}");
        }
    }

    private static void Repeat(Action action, int times = SmallBatchCount)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
