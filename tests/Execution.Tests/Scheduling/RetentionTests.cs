using Linq.Streaming;
using Linq.Streaming.Execution.Expansion;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Scheduling;

/// <summary>What a batch leaves behind: no more than later batches read, however many there are.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void Without_windows_nothing_is_remembered() =>
        Assert.Equal(0, Remembered(source => source.Where(x => x > 0).CountBy(x => x % 3).Select(pair => pair.Value), 100).Max);

    [Fact]
    public void A_window_of_three_batches_remembers_three() =>
        Assert.Equal((3, 3), Remembered(source => source.Select(x => x + 1L).Window(Second * 3), 100));

    [Fact]
    public void A_window_with_a_slide_remembers_as_many() =>
        Assert.Equal((3, 3), Remembered(source => source.Select(x => x + 1L).Window(Second * 3, Second * 5), 100));

    [Fact]
    public void Of_two_windows_the_longer_counts() =>
        Assert.Equal((5, 5), Remembered(
            source =>
            {
                var shared = source.Select(x => x + 1L);
                shared.Window(Second * 3).ForEachBatch(_ => { });
                return shared.Window(Second * 5);
            },
            100));

    [Theory]
    [InlineData("rows")]
    [InlineData("counts")]
    [InlineData("event time")]
    [InlineData("join")]
    public void Nothing_grows_over_a_thousand_batches(string query)
    {
        IStreamQueryable<long> Query(IStreamQueryable<int> source) => query switch
        {
            "rows" => source.Window(Second * 4, Second * 2).Select(x => (long)x),
            "counts" => source.Window(Second * 4).CountBy(x => x % 3).Select(pair => pair.Value),
            "event time" => source.WithEventTime(x => x, TimeUnit.Seconds, Second * 2).Window(Second * 5).Count(),
            _ => source.Join(source.Where(x => x > 1), x => x % 3, y => y % 3, (x, y) => (long)x),
        };
        var after100 = Remembered(Query, 100);
        var after1000 = Remembered(Query, 1000);
        Assert.Equal(after100, after1000);
    }

    [Fact]
    public void The_tracker_forgets_completed_batches()
    {
        var context = Stepped();
        context.FromBatches<int>([], "input").ForEachBatch(_ => { });
        context.Start();
        Steps(context, 1000);
        Assert.Equal(1, context.Run.Receivers.RememberedCount);
    }

    [Fact]
    public void Sinks_are_used_again()
    {
        var context = Stepped(parallelism: 2);
        context.FromBatches<int>([.. Enumerable.Repeat(Enumerable.Range(0, 100).ToArray(), 100)], "input")
            .CountBy(x => x % 3).ForEachBatch(_ => { });
        context.Start();
        Steps(context, 100);

        // Two partitions before the shuffle and two after it, whose sinks have all come back.
        Assert.All(context.Run.Graph.Stages, stage => Assert.Equal(2, stage.IdleSinks));
        context.Run.Dispose();
    }

    /// <summary>The most RDDs that any stream remembers after some batches, and the most that a stream with retention does.</summary>
    private static (int Max, int Retained) Remembered(Func<IStreamQueryable<int>, IStreamQueryable<long>> query, int batches)
    {
        var context = Stepped(parallelism: 2);
        query(context.FromBatches<int>([.. Enumerable.Range(1, batches).Select(batch => new[] { batch, batch + 1 })], "input")).ForEachBatch(_ => { });
        context.Start();
        Steps(context, batches);
        var expanders = context.Run.Graph.Expanders;
        context.Run.Dispose();
        return (expanders.Max(Count), expanders.Where(expander => expander.Template.Retention > TimeSpan.Zero).Select(Count).DefaultIfEmpty().Max());
    }

    private static int Count(StreamExpander expander) => expander.RememberedCount;

    private static void Steps(StreamContext context, int count)
    {
        for (var step = 0; step < count; step++)
        {
            context.Run.Step();
        }

        Assert.False(context.Completion.IsFaulted, context.Completion.Exception?.ToString());
    }
}
