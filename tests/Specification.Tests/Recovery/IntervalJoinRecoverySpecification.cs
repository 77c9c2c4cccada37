namespace Specification.Tests.Recovery;

/// <summary>Interval joins whose functions fail at first, and whose run is broken off and gone on with.</summary>
public sealed class IntervalJoinRecoverySpecification : StreamSpecification
{
    private static readonly int[][] Numbers = [[1, 4, 6, 7], [9, 8, 12], [], [15, 13, 20, 21], [22, 30, 24], [41, 33], [], [52, 50]];

    [Fact]
    public void A_function_that_fails_at_first_gives_nothing_twice()
    {
        Check((a, b, f) => a.IntervalJoin(b, x => f.Pass(x) % 3, y => y % 3, Seconds(4), Seconds(6), (x, y) => (x * 100) + y));
        Check((a, b, f) => a.IntervalJoin(b, x => x % 3, y => y % 3, Seconds(4), Seconds(6), (x, y) => f.Pass((x * 100) + y)));
        Check((a, b, f) => a.LeftIntervalJoin(b, x => x % 9, y => y % 9, Seconds(1), Seconds(1), (x, y) => f.Pass((x * 100) + y)));
        Check((a, b, f) => a.LeftIntervalJoin(b, x => x % 3, y => y % 5, Seconds(4), Seconds(6), (x, y) => (x * 100) + y).Where(x => f.Pass(x) > 0));
    }

    [Fact]
    public void After_a_restart_in_other_partitions_it_goes_on_where_it_was()
    {
        var whole = Moved(new RunPart(Numbers.Length, 2));
        for (var restart = 0; restart < Numbers.Length; restart++)
        {
            Assert.Equal(whole, Moved(new RunPart(restart, 1), new RunPart(restart + 1, 7), new RunPart(Numbers.Length, 2)));
            Assert.Equal(whole, Moved(new RunPart(restart, 7), new RunPart(Numbers.Length, 3)));
        }
    }

    [Fact]
    public void Rows_that_a_window_of_batches_holds_outlive_a_restart()
    {
        IStreamQueryable<KeyValuePair<int, int>> Query(IStreamQueryable<int> a, IStreamQueryable<int> b) =>
            Timed(a).IntervalJoin(Timed(b), x => x % 3, y => y % 3, Seconds(4), Seconds(6), (x, y) => KeyValuePair.Create(x % 3, y)).ReduceByKeyAndWindow((x, y) => x + y, Batch(3), Batch(1));

        // Not optimised, the window is made of its batches each time.
        var options = new StreamTestOptions { Optimize = false };
        var whole = StreamTest.Run(Numbers, Numbers, Query, options);
        var restarted = StreamTest.Run(Numbers, Numbers, Query, options with { RestartAfterBatch = 4 });
        Assert.Equal(RowText.Of(whole, RowOrder.Unspecified), RowText.Of(restarted, RowOrder.Unspecified));
    }

    [Fact]
    public void State_that_is_kept_no_longer_than_it_is_needed_is_reported()
    {
        var counts = new List<long>();
        var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromSeconds(1), IsStepped = true, ZeroTime = DateTimeOffset.UnixEpoch });
        var rows = context.FromBatches(Enumerable.Range(0, 100).Select(second => new[] { second }).ToArray(), "rows");
        Timed(rows).LeftIntervalJoin(Timed(rows), x => x, y => y + 1, Seconds(4), Seconds(4), (x, y) => x).ForEachBatch(_ => { });
        context.BatchCompleted += batch => counts.Add(batch.Operators[0].Count);
        context.Start();
        for (var i = 0; i < 100; i++)
        {
            context.Run.Step();
        }

        context.Run.Dispose();

        // The bound of 5, the interval of 4 and up to one bucket of 2 on each side.
        Assert.Equal([2, 4, 6], counts.Take(3));
        Assert.All(counts.Skip(20), count => Assert.InRange(count, 18, 26));
    }

    private static string Moved(params RunPart[] parts) => RowText.Of(
        MovedRun.Of(
            Numbers,
            Numbers,
            (a, b) => Timed(a).LeftIntervalJoin(Timed(b), x => x % 3, y => y % 4, Seconds(4), Seconds(6), (x, y) => (x * 100) + y).Window(Seconds(10)).GroupBy(x => 0)
                .Select(g => Text(g.Window) + ":" + string.Join(",", g.Order())),
            parts).Given,
        RowOrder.Unspecified);

    // Several values of a batch are bad once, so a task needs several attempts.
    private static void Check(Func<IStreamQueryable<int>, IStreamQueryable<int>, Flaky, IStreamQueryable<int>> query)
    {
        foreach (var partitions in new[] { 1, 2, 7 })
        {
            var flaky = new Flaky(x => x % 4 == 0);
            Assert.Equal(Run(new Flaky(_ => false)), Run(flaky));
            Assert.True(flaky.Thrown > 3);

            string Run(Flaky function) => RowText.Of(
                MovedRun.Of(Numbers, Numbers, (a, b) => query(Timed(a), Timed(b), function), new RunPart(Numbers.Length, partitions)).Given, RowOrder.Unspecified);
        }
    }

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds) => seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, Seconds(5));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
