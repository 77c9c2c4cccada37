namespace Specification.Tests.Recovery;

/// <summary>A user's function that throws at first, in every batch and partition, changes no result: above all, nothing is counted twice.</summary>
public sealed class RetrySpecification : StreamSpecification
{
    private const int RowsOfBatch = 14;

    // Row i of batch b is 100 b + i, so that every row is seen for the first time in its own batch.
    private static readonly int[][] Numbers = [.. Enumerable.Range(0, 6).Select(b => Enumerable.Range(0, RowsOfBatch).Select(i => (100 * b) + i).ToArray())];

    [Fact]
    public void In_stateless_queries() => Check((s, f) => s.Where(x => f.Pass(x) % 3 != 0).Select(x => x + 1).SelectMany(x => new[] { x, -x }));

    [Fact]
    public void In_keys_values_and_elements_of_groups()
    {
        Check((s, f) => s.GroupBy(x => f.Pass(x) % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum())));
        Check((s, f) => s.GroupBy(x => x % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(x => f.Pass(x)))));
        Check((s, f) => s.GroupBy(x => x % 4, x => f.Pass(x)).Select(g => string.Join(",", g)));
    }

    [Fact]
    public void In_results_of_groups()
    {
        CheckAfterShuffle((s, f) => s.GroupBy(x => x % 4).Select(g => ValueTuple.Create(f.Pass(g.Min()), g.Count(), g.Sum(), string.Join(",", g))));
        CheckAfterShuffle((s, f) => s.GroupBy(x => x % 4).Where(g => f.Pass(g.Min()) >= 0).Select(g => g.Aggregate("", (a, x) => a + "," + x)));
    }

    [Fact]
    public void In_windows()
    {
        Check((s, f) => s.Select(x => f.Pass(x)).Window(Batch(3)).GroupBy(x => x % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum())));
        Check((s, f) => s.Window(Batch(3)).GroupBy(x => f.Pass(x) % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum())));
        CheckAfterShuffle((s, f) => s.Window(Batch(3), Batch(2)).GroupBy(x => x % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), f.Pass(g.Min()))));
    }

    [Fact]
    public void In_event_windows()
    {
        Check((s, f) => Timed(s).GroupBy(x => f.Pass(x) % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(), Text(g.Window))));
        Check((s, f) => s.WithEventTime(x => (long)f.Pass(x), TimeUnit.Seconds, TimeSpan.Zero).Window(TimeSpan.FromSeconds(40)).Count());
        CheckAfterShuffle((s, f) => Timed(s).GroupBy(x => x % 4).Select(g => ValueTuple.Create(f.Pass(g.Min()), g.Count(), g.Sum(), string.Join(",", g))), everyBatch: false);
    }

    [Fact]
    public void In_sessions()
    {
        Check((s, f) => WithTime(s).SessionWindow(x => f.Pass(x) % 4, TimeSpan.FromSeconds(40)).Select((x, w) => x + Text(w)));
        Check((s, f) => Sessions(s, 40).GroupBy(x => x % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(x => f.Pass(x)), Text(g.Window))));
        Check((s, f) => Sessions(s, 95).Emit(Emission.Early).GroupBy(x => x % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(x => f.Pass(x)), Text(g.Window))));
        CheckAfterShuffle((s, f) => Sessions(s, 40).GroupBy(x => x % 4).Select(g => ValueTuple.Create(f.Pass(g.Min()), g.Count(), g.Sum(), Text(g.Window))));
        CheckAfterShuffle((s, f) => Sessions(s, 40).GroupBy(x => x % 4).Select(g => g.Aggregate("", (a, x) => a + f.Pass(x) + ",")));
        CheckAfterShuffle((s, f) => Sessions(s, 95).Emit(Emission.Early).GroupBy(x => x % 4).Select(g => ValueTuple.Create(f.Pass(g.Max() / 100 * 100), string.Join(",", g), Text(g.Window))));
    }

    [Fact]
    public void In_everything_so_far()
    {
        Check((s, f) => s.Accumulate().GroupBy(x => f.Pass(x) % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum())));
        Check((s, f) => s.Accumulate().GroupBy(x => x % 4).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Max(x => f.Pass(x)))));
        CheckAfterShuffle((s, f) => s.Accumulate().GroupBy(x => x % 4).Select(g => ValueTuple.Create(f.Pass(g.Max() / 100 * 100), g.Count(), g.Sum(), string.Join(",", g))));
        CheckAfterShuffle((s, f) => s.Accumulate().Emit(Emission.Complete).GroupBy(x => x % 4).Select(g => ValueTuple.Create(f.Pass(g.Max() / 100 * 100), g.Count(), g.Sum(), g.Aggregate("", (a, x) => a + x))));
        CheckAfterShuffle((s, f) => s.Accumulate().GroupBy(x => x % 4).Select(g => g.Aggregate(0L, (a, x) => (a * 31) + (f.Pass(x) - x) + x)));
    }

    [Fact]
    public void In_joins_and_orders()
    {
        Check((s, f) => s.Join(s, x => f.Pass(x) % 4, y => y % 4, (x, y) => x + y));
        Check((s, f) => s.OrderBy(x => -f.Pass(x)).Take(5));
        Check((s, f) => s.Concat(s.Select(x => f.Pass(x))).Distinct());
    }

    [Fact]
    public void One_that_always_throws_fails_the_batch_and_names_time_and_operator()
    {
        var failure = Batches([1], [2], [3]).Through(s => s.Where(x => x > 0).Select(x => 6 / (x - 2))).ShouldFail("LS3001");
        Assert.Equal(At(2), failure.Parameters[0]);
        Assert.Contains("DivideByZeroException", (string)failure.Parameters[2]!, StringComparison.Ordinal);
        Assert.StartsWith(".Select(x => ", failure.Operator, StringComparison.Ordinal);
        Assert.IsType<DivideByZeroException>(failure.InnerException);

        failure = Batches([1], [2]).Through(s => s.Window(Batch(2)).GroupBy(x => x % 2).Select(g => 6 / (g.Sum() - 2))).ShouldFail("LS3001");
        Assert.Equal(At(2), failure.Parameters[0]);
        Assert.StartsWith(".Select(g => ", failure.Operator, StringComparison.Ordinal);

        failure = Batches([1], [2]).Through(s => s.Accumulate().CountBy(x => 6 / (x - 2))).ShouldFail("LS3001");
        Assert.StartsWith(".CountBy(x => ", failure.Operator, StringComparison.Ordinal);
    }

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds) => WithTime(seconds).Window(TimeSpan.FromSeconds(40));

    private static IStreamQueryable<int> Sessions(IStreamQueryable<int> seconds, int gap) => WithTime(seconds).SessionWindow(x => x % 4, TimeSpan.FromSeconds(gap));

    private static IStreamQueryable<int> WithTime(IStreamQueryable<int> seconds) => seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.FromSeconds(5));

    // The first row of each partition of each batch is bad; so with one of them a partition, no task needs more attempts than it has.
    private static void Check<T>(Func<IStreamQueryable<int>, Flaky, IStreamQueryable<T>> query)
    {
        foreach (var engine in Engine.All)
        {
            var step = RowsOfBatch / engine.Partitions;
            var flaky = new Flaky(x => x % 100 % step == 0);
            Compare(query, engine, flaky);
            Assert.Equal(Numbers.Length * engine.Partitions, flaky.Thrown);
        }
    }

    // One value of each batch is bad, wherever its group has gone.
    private static void CheckAfterShuffle<T>(Func<IStreamQueryable<int>, Flaky, IStreamQueryable<T>> query, bool everyBatch = true)
    {
        foreach (var engine in Engine.All)
        {
            var flaky = new Flaky(x => x % 100 == 0);
            Compare(query, engine, flaky);
            Assert.True(flaky.Thrown >= (everyBatch ? 3 : 1), $"{engine}: it threw {flaky.Thrown} times.");
        }
    }

    private static void Compare<T>(Func<IStreamQueryable<int>, Flaky, IStreamQueryable<T>> query, Engine engine, Flaky flaky)
    {
        var steady = new Flaky(_ => false);
        var expected = StreamTest.Run(Numbers, s => query(s, steady), engine.Apply(new()));
        var actual = StreamTest.Run(Numbers, s => query(s, flaky), engine.Apply(new()));
        Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
    }
}
