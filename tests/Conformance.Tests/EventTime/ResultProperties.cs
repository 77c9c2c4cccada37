using Conformance.Tests.Incremental;

namespace Conformance.Tests.EventTime;

/// <summary>What follows the results of windows of event time: again per window instance, or in windows of another shape by the time of the result.</summary>
public sealed class ResultProperties
{
    private static readonly IReadOnlyList<(Func<IStreamQueryable<Total>, IStreamQueryable<object?>> Query, Func<IReadOnlyList<Total>, IEnumerable<object?>> Model)> Queries =
    [
        (s => s.GroupBy(x => x.Count).Select(g => (object?)new object[] { g.Key, g.Count(), g.Sum(x => x.Sum) }), rows => rows.GroupBy(x => x.Count).Select(g => new object[] { g.Key, g.Count(), g.Sum(x => x.Sum) })),
        (s => s.Count().Select(n => (object?)n), rows => [(long)rows.Count]),
        (s => s.Sum(x => x.Sum).Select(n => (object?)n), rows => [rows.Sum(x => x.Sum)]),
        (s => s.Max(x => x.Count).Select(n => (object?)n), rows => [rows.Max(x => x.Count)]),
        (s => s.Select(x => x.Count).Distinct().Select(n => (object?)n), rows => rows.Select(x => x.Count).Distinct().Select(n => (object?)n)),
        (s => s.OrderBy(x => x.Sum).ThenBy(x => x.Name).Take(2).Select(x => (object?)x.Name), rows => rows.OrderBy(x => x.Sum).ThenBy(x => x.Name, StringComparer.Ordinal).Take(2).Select(x => x.Name)),
        (s => s.OrderByDescending(x => x.Name).Skip(1).Select(x => (object?)x.Name), rows => rows.OrderByDescending(x => x.Name, StringComparer.Ordinal).Skip(1).Select(x => x.Name)),
        (s => s.Transform((rows, end) => new[] { string.Join("|", rows.Select(x => x.Name).Order(StringComparer.Ordinal)) }).Select(text => (object?)text), rows => [string.Join("|", rows.Select(x => x.Name).Order(StringComparer.Ordinal))]),
        (s => s.Where(x => x.Count > 1).CountBy(x => x.Sum).Select(pair => (object?)new object[] { pair.Key, pair.Value }), rows => rows.Where(x => x.Count > 1).CountBy(x => x.Sum).Select(pair => new object[] { pair.Key, (long)pair.Value })),
        (s => s.GroupBy(x => x.Count).Select(g => g.Count()).Max().Select(n => (object?)n), rows => [rows.GroupBy(x => x.Count).Max(g => g.Count())]),
        (s => s.Concat(s).CountBy(x => x.Name).Select(pair => (object?)new object?[] { pair.Key, pair.Value }), rows => rows.Concat(rows).CountBy(x => x.Name).Select(pair => new object[] { pair.Key, (long)pair.Value })),
        (s => s.Repartition(3).OrderBy(x => x.Name).Select(x => (object?)x.Name), rows => rows.OrderBy(x => x.Name, StringComparer.Ordinal).Select(x => x.Name)),
    ];

    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Operators_on_results_see_one_window_instance_at_a_time() => this.CheckRuns(GenerateEvents.OneSource, run =>
    {
        var (query, model) = Queries[run.Choices.Query % Queries.Count];
        run.Expect(
            rows => GroupQueries.Windows(query(TotalsOf(run.Windowed(rows)))),
            run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => model(Totals(window)).Select(row => new[] { row, WindowText.Of(window.Window) }))));
    });

    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Results_go_into_further_windows_by_the_last_instant_of_their_own() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        var (query, model) = Queries[run.Choices.Query % Queries.Count];
        var outer = Outer(run);
        run.Expect(
            rows => GroupQueries.Windows(query(outer.Over(TotalsOf(run.Windowed(rows))))),
            run.Outcomes().Results(Totals).Again(outer, run.Force).Select(outcome => outcome.Closed.SelectMany(window => model(window.Rows).Select(row => new[] { row, WindowText.Of(window.Window) }))));
    });

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void Three_windows_one_after_the_other() => this.CheckRuns(GenerateEvents.OneSource, run =>
    {
        var outer = Outer(run);
        run.Uninterrupted.Expect(
            rows => GroupQueries.Windows(run.Shape.Over(outer.Over(run.Windowed(rows).Count()).Sum()).Select(n => (object?)n)),
            run.Outcomes().Results(window => new[] { (long)window.Rows.Count }).Again(outer, run.Force).Results(window => new[] { window.Rows.Sum() }).Again(run.Shape, run.Force)
                .Select(outcome => outcome.Closed.SelectMany(window => window.Rows.Select(n => new object?[] { n, WindowText.Of(window.Window) }))));
    });

    // Another shape, often shorter than the first, of the same choices.
    private static WindowShape Outer(EventRun run) => new(
        GenerateEvents.Halves(1 + (run.Choices.Query % 17)), GenerateEvents.Halves(1 + (run.Choices.Query / 17 % 19)), GenerateEvents.Halves((run.Choices.Query % 5) - 2));

    private static IStreamQueryable<Total> TotalsOf(IStreamQueryable<Event> windowed) => windowed.GroupBy(x => x.Name).Select(g => new Total(g.Key ?? "none", g.Count(), g.Sum(x => x.Number)));

    private static Total[] Totals(Instance<Event> window) => [.. window.Rows.GroupBy(x => x.Name).Select(g => new Total(g.Key ?? "none", g.Count(), g.Sum(x => x.Number)))];

    private sealed record Total(string Name, int Count, int Sum);
}
