namespace Specification.Tests.Recovery;

/// <summary>A run that ends after any of its batches, and is gone on with, gives what a run in one piece gives.</summary>
public sealed class RestartSpecification : StreamSpecification
{
    private static readonly int[]?[] Numbers = [[1, 12, 3], [5], [], [25, 2, 7, 7], null, [31, 13], [8, 1, 40, 41], null, [], [52]];

    [Fact]
    public void Of_rows() => Check(s => s.Where(x => x != 5).Select(x => x * 2).SelectMany(x => new[] { x, -x }));

    [Fact]
    public void Of_groups() => Check(s => s.GroupBy(x => x % 3).Select(g => ValueTuple.Create(g.Key, g.Sum(), g.Last())));

    [Fact]
    public void Of_distinct_rows() => Check(s => s.Window(Batch(3)).Distinct());

    [Fact]
    public void Of_batch_windows()
    {
        Check(s => s.Window(Batch(3)));
        Check(s => s.Window(Batch(4), Batch(2)).GroupBy(x => x % 3).Select(g => ValueTuple.Create(g.Key, g.Count(), g.First())));
        Check(s => s.Window(Batch(1), Batch(3)).Count());
        Check(s => s.Select(x => x + 1).Window(Batch(2)).Sum().Window(Batch(3)).Max());
    }

    [Fact]
    public void Of_event_windows()
    {
        Check(s => Timed(s).GroupBy(x => x % 2).Select(g => ValueTuple.Create(g.Key, g.Sum(), string.Join(",", g), Text(g.Window))));
        Check(s => Timed(s).Where(x => x % 2 == 1));
        Check(s => Timed(s).Max());
    }

    [Fact]
    public void Of_late_rows_that_a_window_remembers() => Check(s => Timed(s).Late().Window(Batch(3)));

    [Fact]
    public void Of_sessions()
    {
        Check(s => Sessions(s).GroupBy(x => x % 2).Select(g => ValueTuple.Create(g.Key, g.Sum(), Text(g.Window))));
        Check(s => Sessions(s).GroupBy(x => x % 2).Select(g => ValueTuple.Create(string.Join(",", g), g.Last(), g.Aggregate("", (a, x) => a + x))));
        Check(s => Sessions(s).Emit(Emission.Early).GroupBy(x => x % 2).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Window.IsFinal)));
        Check(s => Sessions(s).Late());
        Check(s => Sessions(s).Late().Window(Batch(3)));
        Check(s => Sessions(s).Count().Window(TimeSpan.FromSeconds(20)).Max());
        Check(s => s.SessionWindow(x => x % 2, Batch(2)).Count());
        Check(s => s.SessionWindow(x => x % 2, Batch(2)).Count().SessionWindow(x => 0, Batch(3)).Sum());
    }

    [Fact]
    public void Of_everything_so_far()
    {
        Check(s => s.Accumulate().GroupBy(x => x % 3).Select(g => ValueTuple.Create(g.Key, g.Sum(), string.Join(",", g), g.Aggregate("", (a, x) => a + x))));
        Check(s => s.Accumulate().Emit(Emission.Complete).CountBy(x => x % 5).OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(2));
        Check(s => s.Window(Batch(2), Batch(2)).Accumulate().Average());
    }

    [Fact]
    public void Of_joins_through_windows() => Check(s => s.Window(Batch(3)).Join(s.Window(Batch(2)), x => x % 4, y => y % 4, (x, y) => (x * 100) + y));

    [Fact]
    public void Of_two_stateful_operators() =>
        Check(s => s.Window(Batch(2)).GroupBy(x => x % 3).Select(g => new { g.Key, N = g.Count() }).Accumulate().GroupBy(t => t.Key).Select(g => ValueTuple.Create(g.Key, g.Sum(t => t.N))));

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds) =>
        seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.FromSeconds(5)).Window(TimeSpan.FromSeconds(10));

    private static IStreamQueryable<int> Sessions(IStreamQueryable<int> seconds) =>
        seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.FromSeconds(5)).SessionWindow(x => x % 2, TimeSpan.FromSeconds(4));

    private static void Check<T>(Func<IStreamQueryable<int>, IStreamQueryable<T>> query)
    {
        foreach (var engine in Engine.All.Where(engine => engine.Optimize))
        {
            var options = engine.Apply(new());
            var expected = RowText.Of(StreamTest.Run(Numbers, query, options), RowOrder.Unspecified);
            for (var restart = 0; restart <= Numbers.Length; restart++)
            {
                var actual = StreamTest.Run(Numbers, query, options with { RestartAfterBatch = restart });
                Assert.Equal(expected, RowText.Of(actual, RowOrder.Unspecified));
            }
        }
    }
}
