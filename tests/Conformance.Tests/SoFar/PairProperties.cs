using Conformance.Tests.EventTime;
using Conformance.Tests.Incremental;
using Conformance.Tests.Joins;

namespace Conformance.Tests.SoFar;

/// <summary>Everything so far joined with everything so far: each pair once, in the batch in which its second row comes.</summary>
public sealed class PairProperties
{
    [Fact]
    [GeneratedCases(960, PerRun = GenerateEvents.PerRun)]
    public void Each_pair_comes_once() => this.CheckRuns(GenerateEvents.TwoSources, run => run.Expect((a, b) => Pairs(run, a, b), NewPairs(run, run.Second)));

    [Fact]
    [GeneratedCases(480, PerRun = GenerateEvents.PerRun)]
    public void Pairs_are_grouped_as_they_come() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        // A group of pairs lives as long as the rows of the side that lives longer.
        var pairs = NewPairs(run, run.Second).Select(batch => (IReadOnlyList<string>)[.. batch]).ToArray();
        var kept = KeptOracle.After(pairs, pair => pair.Length, Lives(run) > OthersLive(run) ? Lives(run) : Lives(run) is null ? null : OthersLive(run));
        run.Expect(
            (a, b) => Pairs(run, a, b).GroupBy(pair => pair.Length).Select(g => new object[] { g.Key, g.Count() }),
            kept.Take(run.Count).Select((all, i) => all.GroupBy(pair => pair.Row.Length).Where(g => g.Any(pair => pair.Batch == i + 1)).Select(g => new object[] { g.Key, g.Count() })));
    });

    [Fact]
    [GeneratedCases(360, PerRun = GenerateEvents.PerRun)]
    public void A_stream_meets_itself() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(rows => Pairs(run, rows, rows), NewPairs(run, run.First)));

    private static IStreamQueryable<string> Pairs(EventRun run, IStreamQueryable<Event> a, IStreamQueryable<Event> b) => Side.Join(
        "inner", run.Choices.Query,
        KeptOracle.Sides(KeptOracle.SoFar(IsSlow(run) ? a.Window(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)) : a, Lives(run))), KeptOracle.Sides(KeptOracle.SoFar(b, OthersLive(run))));

    private static IEnumerable<IEnumerable<string>> NewPairs(EventRun run, Event[]?[] second)
    {
        // Two batches of a slow side come together.
        var rows = Enumerable.Range(1, run.Count).Select(i => (IReadOnlyList<Event>)(
            !IsSlow(run) ? Watermarks.RowsAt(run.First, i) : i % 2 == 0 ? [.. Watermarks.RowsAt(run.First, i - 1), .. Watermarks.RowsAt(run.First, i)] : []));
        var outers = KeptOracle.After([.. rows.Select(Sides)], x => x.KeyOf(run.Choices.Query), Lives(run));
        var inners = KeptOracle.After([.. Enumerable.Range(1, run.Count).Select(i => Sides(Watermarks.RowsAt(second, i)))], x => x.KeyOf(run.Choices.Query), OthersLive(run));
        for (var batch = 1; batch <= run.Count; batch++)
        {
            yield return
            [
                .. from x in outers[batch - 1]
                   from y in inners[batch - 1]
                   where (x.Batch == batch || y.Batch == batch) && x.Row.KeyOf(run.Choices.Query) is { } key && key.Equals(y.Row.KeyOf(run.Choices.Query))
                   select Pairing.Pair(x.Row.Text, y.Row.Text),
            ];
        }
    }

    private static IReadOnlyList<Side> Sides(IReadOnlyList<Event> rows) => [.. rows.Select(KeptOracle.Side)];

    private static bool IsSlow(EventRun run) => run.Choices.Query / 3 % 3 == 0;

    private static TimeSpan? Lives(EventRun run) => KeptOracle.TimeToLive(run.Choices.Query / 9);

    private static TimeSpan? OthersLive(EventRun run) => KeptOracle.TimeToLive(run.Choices.Query / 36);
}
