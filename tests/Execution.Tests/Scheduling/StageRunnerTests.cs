using CsCheck;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Scheduling;

public sealed class StageRunnerTests
{
    [Fact]
    public void Parallel_results_equal_sequential_ones() => Gen.Int[0, 20].Array[0, 200].Array[1, 4].Sample(
        batches =>
        {
            var sequential = Counts(batches, parallelism: 1, repeat: 1);
            Assert.Equal(sequential, Counts(batches, parallelism: 4, repeat: 1));
        },
        iter: 30);

    // Above this many rows the tasks of a stage are shared by threads.
    [Fact]
    public void So_do_those_of_large_batches_on_several_threads()
    {
        int[][] batches = [[.. Enumerable.Range(0, 30_000)], [.. Enumerable.Range(5, 50_000)]];
        Assert.Equal(Counts(batches, parallelism: 1, repeat: 1), Counts(batches, parallelism: 4, repeat: 1));
    }

    [Fact]
    public void Many_batches_on_several_threads_lose_nothing()
    {
        int[][] batches = [[.. Enumerable.Range(0, 5_000)]];
        var counts = Counts(batches, parallelism: 4, repeat: 500);
        Assert.Equal(500, counts.Count);
        Assert.All(counts, count => Assert.Equal(counts[0], count));
    }

    [Fact]
    public void A_task_that_fails_on_one_thread_fails_the_batch_once()
    {
        var context = Stepped(parallelism: 4, attempts: 2);
        var tried = 0;
        Func<int, int> throwing = x => x == 17_000 ? throw new InvalidOperationException($"try {Interlocked.Increment(ref tried)}") : x;
        context.FromBatches<int>([[.. Enumerable.Range(0, 20_000)]], "input").Select(x => throwing(x)).ForEachBatch(_ => { });
        context.Start();
        context.Run.Step();
        var failure = Assert.IsType<StreamQueryException>(context.Completion.Exception!.InnerException);
        Assert.Equal("LS3001", failure.Code);
        Assert.Equal("try 2", failure.InnerException!.Message);
        Assert.Contains("Select", failure.Operator, StringComparison.Ordinal);
    }

    [Fact]
    public void Retries_on_several_threads_count_nothing_twice()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<int, bool>();
        Func<int, int> failsOnce = x => x % 1000 == 999 && seen.TryAdd(x, true) ? throw new InvalidOperationException() : x % 10;
        var context = Stepped(parallelism: 4, attempts: 50);
        var counts = new List<KeyValuePair<int, long>>();
        context.FromBatches<int>([[.. Enumerable.Range(0, 20_000)]], "input").Accumulate().CountBy(x => failsOnce(x)).ForEachBatch(counts.AddRange);
        context.Start();
        context.Run.Step();
        Assert.False(context.Completion.IsFaulted, context.Completion.Exception?.ToString());
        context.Run.Dispose();
        Assert.Equal(20, seen.Count);
        Assert.All(counts, count => Assert.Equal(2000, count.Value));
        Assert.Equal(10, counts.Count);
    }

    private static List<string> Counts(int[][] batches, int parallelism, int repeat)
    {
        var context = Stepped(parallelism);
        var results = new List<string>();
        context.FromBatches([.. Enumerable.Repeat(batches, repeat).SelectMany(each => each)], "input")
            .Where(x => x % 3 > 0).GroupBy(x => x % 101).Select(g => new { g.Key, Count = g.Count(), Sum = g.Sum(x => (long)x) })
            .ForEachBatch(batch => results.Add(string.Join(' ', batch.OrderBy(row => row.Key))));
        context.Start();
        for (var batch = 0; batch < batches.Length * repeat; batch++)
        {
            context.Run.Step();
        }

        Assert.False(context.Completion.IsFaulted, context.Completion.Exception?.ToString());
        context.Run.Dispose();
        return results;
    }
}
