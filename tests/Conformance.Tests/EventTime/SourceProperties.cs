using Conformance.Tests.Incremental;

namespace Conformance.Tests.EventTime;

/// <summary>Windows over two sources: each has its own progress, the least of those that are not idle counts, and rows far ahead may be kept from moving it.</summary>
public sealed class SourceProperties
{
    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Sources_under_one_watermark_wait_for_each_other() => this.CheckRuns(GenerateEvents.TwoSources, run => run.Expect(
        (a, b) => GroupQueries.Groups(run.Shape.Over(run.Filtered(run.Timed(a.Concat(b)))), GroupQueries.Commutative(run.Choices.Query)),
        Groups(OfOneClock(run), run)));

    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Streams_with_watermarks_of_their_own_wait_for_each_other() => this.CheckRuns(GenerateEvents.TwoSources, run => run.Expect(
        (a, b) => GroupQueries.Groups(Both(a, b, run), GroupQueries.Commutative(run.Choices.Query)),
        Groups(OfTwoClocks(run), run)));

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void Late_rows_of_sources_under_one_watermark() => this.CheckRuns(GenerateEvents.TwoSources, run => run.Expect(
        (a, b) => run.Shape.Over(run.Filtered(run.Timed(a.Concat(b)))).Late(),
        WindowProperties.LateIn(OfOneClock(run), run, run.First, run.Second)));

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void Late_rows_of_streams_with_watermarks_of_their_own() => this.CheckRuns(GenerateEvents.TwoSources, run => run.Expect(
        (a, b) => Both(a, b, run).Late(), WindowProperties.LateIn(OfTwoClocks(run), run, run.First, run.Second)));

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void Results_that_follow_different_watermarks_are_grouped_when_the_last_has_come() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        var (one, two) = (Watermarks.Of(run.Rule, run.Count, run.First), Watermarks.Of(run.OtherRule, run.Count, run.Second));
        var first = Counts(EventWindowOracle.Run(run.Rows(run.First), x => x.Ticks, run.Shape, Watermarks.Least(one)));
        var second = Counts(EventWindowOracle.Run(run.Rows(run.Second), x => x.Ticks, run.Shape, Watermarks.Least(two)));
        var both = first.Zip(second, (a, b) => (IReadOnlyList<(KeyValuePair<int, int>, Bounds)>)[.. a, .. b]).ToArray();
        run.Expect(
            (a, b) => GroupQueries.Windows(CountsOf(run.Windowed(a)).Concat(CountsOf(run.Shape.Over(run.Filtered(run.Timed(b, run.OtherRule)))))
                .GroupBy(pair => pair.Key).Select(g => new object[] { g.Key, g.Count(), g.Sum(pair => pair.Value) })),
            both.Wait(Watermarks.Least(one, two)).Select(outcome => outcome.Closed.SelectMany(window => window.Rows.GroupBy(pair => pair.Key)
                .Select(g => new object?[] { new object[] { g.Key, g.Count(), g.Sum(pair => pair.Value) }, WindowText.Of(window.Window) }))));
    });

    private static IStreamQueryable<Event> Both(IStreamQueryable<Event> a, IStreamQueryable<Event> b, EventRun run) =>
        run.Shape.Over(run.Filtered(run.Timed(a, run.Rule).Concat(run.Timed(b, run.OtherRule))));

    private static IReadOnlyList<Outcome<Event>> OfOneClock(EventRun run) =>
        EventWindowOracle.Run(run.RowsOfBoth, x => x.Ticks, run.Shape, Watermarks.Least(Watermarks.Of(run.Rule, run.Count, run.First, run.Second)));

    private static IReadOnlyList<Outcome<Event>> OfTwoClocks(EventRun run) => EventWindowOracle.Run(
        run.RowsOfBoth, x => x.Ticks, run.Shape, Watermarks.Least(Watermarks.Of(run.Rule, run.Count, run.First), Watermarks.Of(run.OtherRule, run.Count, run.Second)));

    private static IEnumerable<IEnumerable<object?[]>> Groups(IReadOnlyList<Outcome<Event>> outcomes, EventRun run) =>
        outcomes.Select(outcome => outcome.Closed.SelectMany(window => GroupQueries.Model(window, GroupQueries.Commutative(run.Choices.Query))));

    private static IStreamQueryable<KeyValuePair<int, int>> CountsOf(IStreamQueryable<Event> windowed) =>
        windowed.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, g.Count()));

    private static IReadOnlyList<IReadOnlyList<(KeyValuePair<int, int> Row, Bounds Bounds)>> Counts(IReadOnlyList<Outcome<Event>> outcomes) =>
        outcomes.Results(window => window.Rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, g.Count())));
}
