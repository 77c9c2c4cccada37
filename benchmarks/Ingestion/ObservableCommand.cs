using System.Globalization;

namespace Linq.Streaming.Benchmarks.Ingestion;

/// <summary><c>-- observable</c>: how many elements a second one producer gets through <c>FromObservable</c> into batches of 10 ms, summed; beside a loop that hands them to an observer that only sums.</summary>
internal static class ObservableCommand
{
    private const int Elements = 40_000_000;
    private const int Rounds = 5;

    public static async Task RunAsync()
    {
        Console.WriteLine("one producer, long elements, M/s (best and median of 5 rounds)");
        Print("observer that sums", Enumerable.Range(0, Rounds).Select(_ => Bare()));
        foreach (var capacity in new[] { 1_000_000, 100_000 })
        {
            var rates = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                rates.Add(await ThroughAsync(capacity));
            }

            Print($"FromObservable, capacity {capacity}", rates);
        }
    }

    private static double Bare()
    {
        var sum = new Summing();
        var start = TimeProvider.System.GetTimestamp();
        for (long i = 0; i < Elements; i++)
        {
            sum.OnNext(i);
        }

        Check(sum.Sum);
        return Elements / TimeProvider.System.GetElapsedTime(start).TotalSeconds / 1e6;
    }

    private static async Task<double> ThroughAsync(int capacity)
    {
        await using var context = new StreamContext(TimeSpan.FromMilliseconds(10));
        var producer = new Numbers();
        var sum = 0L;
        context.FromObservable(producer, "numbers", capacity).Sum().ForEachBatch(batch => sum += batch[0]);
        context.Start();
        await context.Completion;
        Check(sum);
        return Elements / producer.Time.TotalSeconds / 1e6;
    }

    private static void Check(long sum)
    {
        if (sum != (long)Elements * (Elements - 1) / 2)
        {
            throw new InvalidOperationException($"The sum is {sum}.");
        }
    }

    private static void Print(string what, IEnumerable<double> rates)
    {
        var sorted = rates.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-36} {sorted[^1],6:F1} {sorted[sorted.Count / 2],6:F1}"));
    }

    private sealed class Summing : IObserver<long>
    {
        public long Sum { get; private set; }

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public void OnNext(long value) => Sum += value;

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    /// <summary>Pushes all its numbers inside of <c>Subscribe</c>.</summary>
    private sealed class Numbers : IObservable<long>
    {
        public TimeSpan Time { get; private set; }

        public IDisposable Subscribe(IObserver<long> observer)
        {
            var start = TimeProvider.System.GetTimestamp();
            for (long i = 0; i < Elements; i++)
            {
                observer.OnNext(i);
            }

            Time = TimeProvider.System.GetElapsedTime(start);
            observer.OnCompleted();
            return new Nothing();
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
