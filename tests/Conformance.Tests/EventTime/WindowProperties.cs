using Conformance.Tests.Incremental;

namespace Conformance.Tests.EventTime;

/// <summary>Windows of event time of every shape over one source, against the oracle: what each batch closes, once, ascending.</summary>
public sealed class WindowProperties
{
    [Fact]
    [GeneratedCases(3000, PerRun = GenerateEvents.PerRun)]
    public void Groups_are_given_once_when_their_window_has_closed() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => GroupQueries.Groups(run.Windowed(rows), run.Choices.Query),
        run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => GroupQueries.Model(window, run.Choices.Query)))));

    [Fact]
    [GeneratedCases(200)]
    public void Windows_reach_from_the_first_instant_to_the_last() => this.CheckRuns(GenerateEvents.Extreme, run => run.Expect(
        rows => GroupQueries.Groups(run.Windowed(rows), run.Choices.Query),
        run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => GroupQueries.Model(window, run.Choices.Query)))));

    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Scalars_and_rows_come_window_by_window_ascending_in_input_order() => this.CheckRuns(GenerateEvents.OneSource, run =>
    {
        var (query, model) = WindowScalars.Scalars[run.Choices.Query % WindowScalars.Scalars.Count];
        run.Uninterrupted.Expect(
            rows => query(run.Windowed(rows)).Select((row, window) => new[] { row, WindowText.Of(window) }),
            run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => model(window.Rows).Select(row => new[] { row, WindowText.Of(window.Window) }))),
            isOrdered: true);
    });

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void What_has_a_key_is_given_window_by_window() => this.CheckRuns(GenerateEvents.OneSource, run =>
    {
        var (query, model) = WindowScalars.Keyed[run.Choices.Query % WindowScalars.Keyed.Count];
        run.Expect(
            rows => query(run.Windowed(rows)).Select((row, window) => new[] { row, WindowText.Of(window) }),
            run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => model(window.Rows).Select(row => new[] { row, WindowText.Of(window.Window) }))));
    });

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void Late_rows_are_exactly_those_that_all_windows_had_closed_for() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => run.Windowed(rows).Late(), LateIn(run.Outcomes(), run, run.First)));

    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Early_results_are_of_the_groups_that_a_batch_touched_and_final_ones_follow() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => GroupQueries.Groups(run.Windowed(rows).Emit(Emission.Early), run.Choices.Query),
        run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => GroupQueries.Model(window, run.Choices.Query)).Concat(
            outcome.Touched.SelectMany(window => GroupQueries.Model(window, run.Choices.Query))))));

    [Fact]
    [GeneratedCases(480, PerRun = GenerateEvents.PerRun)]
    public void What_windows_give_is_accumulated_when_they_close() => this.CheckRuns(GenerateEvents.OneSource, run =>
    {
        var closed = run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => window.Rows.GroupBy(x => x.Key).Select(g => (g.Key, Sum: g.Sum(x => x.Number)))).ToArray()).ToArray();
        run.Expect(
            rows => run.Windowed(rows).GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, g.Sum(x => x.Number))).Accumulate().GroupBy(x => x.Key).Select(g => new object[] { g.Key, g.Count(), g.Sum(x => x.Value) }),
            closed.Select((batch, i) => batch.Select(x => x.Key).Distinct().Select(key => closed.Take(i + 1).SelectMany(x => x).Where(x => x.Key == key).ToArray())
                .Select(all => new object[] { all[0].Key, all.Length, all.Sum(x => x.Sum) })));
    });

    /// <summary>The late rows of each batch in which a source has an RDD.</summary>
    internal static IEnumerable<IEnumerable<Event>> LateIn(IReadOnlyList<Outcome<Event>> outcomes, EventRun run, params Event[]?[][] sources) => Enumerable.Range(0, run.Count)
        .Where(batch => sources.Any(source => batch >= source.Length || source[batch] is not null))
        .Select(batch => outcomes[batch].Late);
}
