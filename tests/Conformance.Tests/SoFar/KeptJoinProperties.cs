using Conformance.Tests.EventTime;
using Conformance.Tests.Incremental;

namespace Conformance.Tests.SoFar;

/// <summary>What a stream holds at its times, joined with everything so far of another, rows or results, on either side.</summary>
public sealed class KeptJoinProperties
{
    [Fact]
    [GeneratedCases(1440, PerRun = GenerateEvents.PerRun)]
    public void Batches_and_windows_meet_everything_so_far() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        var choice = new Choice(run);
        run.Expect(
            (a, b) => choice.Join(KeptOracle.Sides(choice.Windowed(a)), choice.Kept(b)),
            choice.Contents(run.First).Select(at => choice.Pairs(at.Rows, [.. choice.KeptRows()[at.Batch - 1].Select(kept => kept.Row)])));
    });

    [Fact]
    [GeneratedCases(720, PerRun = GenerateEvents.PerRun)]
    public void Batches_and_windows_meet_all_results_so_far() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        var choice = new Choice(run);
        run.Expect(
            (a, b) => choice.Join(KeptOracle.Sides(choice.Windowed(a)), choice.Totals(b)),
            choice.Contents(run.First).Select(at => choice.Pairs(at.Rows, choice.TotalsAfter(at.Batch))));
    });

    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Windows_of_event_time_meet_everything_so_far_when_they_close() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        var choice = new Choice(run, ofWindows: true);
        run.Expect(
            (a, b) => choice.Join(choice.Sides(run.Windowed(a)), choice.Kept(b)).Select((pair, window) => pair + " " + WindowText.Of(window)),
            run.Outcomes().Select((outcome, i) => outcome.Closed.SelectMany(window => choice.Pairs(choice.Sides(window), [.. choice.KeptRows()[i].Select(kept => kept.Row)])
                .Select(pair => pair + " " + WindowText.Of(window.Window)))));
    });

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void Windows_of_event_time_meet_all_results_so_far_when_they_close() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        var choice = new Choice(run, ofWindows: true);
        run.Expect(
            (a, b) => choice.Join(choice.Sides(run.Windowed(a)), choice.Totals(b)).Select((pair, window) => pair + " " + WindowText.Of(window)),
            run.Outcomes().Select((outcome, i) => outcome.Closed.SelectMany(window => choice.Pairs(choice.Sides(window), choice.TotalsAfter(i + 1))
                .Select(pair => pair + " " + WindowText.Of(window.Window)))));
    });

    [Fact]
    [GeneratedCases(360, PerRun = GenerateEvents.PerRun)]
    public void Pairs_with_everything_so_far_are_grouped_in_their_window() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        var choice = new Choice(run, ofWindows: true);
        run.Expect(
            (a, b) => choice.Join(choice.Sides(run.Windowed(a)), choice.Kept(b)).GroupBy(pair => pair.Length).Select(g => new object[] { g.Key, g.Count(), WindowText.Of(g.Window) }),
            run.Outcomes().Select((outcome, i) => outcome.Closed.SelectMany(window => choice.Pairs(choice.Sides(window), [.. choice.KeptRows()[i].Select(kept => kept.Row)])
                .GroupBy(pair => pair.Length).Select(g => new object[] { g.Key, g.Count(), WindowText.Of(window.Window) }))));
    });
}
