namespace Specification.Tests.Properties;

/// <summary>Sessions whose aggregates fail now and then, in the midst of taking a batch in: as if nothing had happened.</summary>
public sealed class SessionRetryProperties
{
    private const int Attempts = 10_000;

    [Fact]
    public void Attempts_that_fail_leave_nothing_behind() => SessionCase.All.Sample(
        test =>
        {
            Luck.Begin();
            var actual = test.Run(
                s => s.WithEventTime(row => (long)row.Time, TimeUnit.Seconds, TimeSpan.FromSeconds(test.Bound))
                    .SessionWindow(row => row.Key % 6, TimeSpan.FromSeconds(test.Gap)).GroupBy(row => row.Key % 6)
                    .Select(g => ValueTuple.Create(g.Key, g.Count(), g.Max(row => new Rank(row.Id))!.Id, Luck.Pass(g.Sum(row => row.Id)))),
                Attempts);
            Event[]?[] batches = [.. test.Batches.Select(batch => batch?.Select(row => row with { Key = row.Key % 6 }).ToArray())];
            var expected = SessionOracle.OverEventTime(batches, test.Gap, test.Bound).Select(batch => batch.Sessions.Where(session => !session.IsEarly)
                .Select(s => ValueTuple.Create(s.Key, s.Rows.Count, s.Rows.Max(row => row.Id), s.Rows.Sum(row => row.Id))));
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
        },
        iter: 30,
        threads: 1);

    /// <summary>Comparing it fails as luck would have it; that happens where accumulators are put together.</summary>
    private sealed record Rank(int Id) : IComparable<Rank>
    {
        public int CompareTo(Rank? other) => Luck.Pass(Id).CompareTo(other?.Id ?? int.MinValue);
    }

    private static class Luck
    {
        private static readonly Lock Gate = new();
        private static Random _random = new(1);

        public static void Begin() => _random = new Random(1);

        public static int Pass(int value)
        {
            lock (Gate)
            {
                return _random.Next(200) == 0 ? throw new InvalidOperationException("Bad luck.") : value;
            }
        }
    }
}
