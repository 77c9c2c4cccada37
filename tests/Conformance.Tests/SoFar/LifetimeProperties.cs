using Conformance.Tests.EventTime;
using Conformance.Tests.Incremental;

namespace Conformance.Tests.SoFar;

/// <summary>Results over everything so far, where what has not been touched for a while is forgotten, and the first rows so far.</summary>
public sealed class LifetimeProperties
{
    [Fact]
    [GeneratedCases(720, PerRun = GenerateEvents.PerRun)]
    public void Updates_begin_anew_when_a_forgotten_key_comes_again() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => Groups(run, KeptOracle.SoFar(rows, Lives(run))),
        After(run, x => x.Name).Select((kept, i) => Groups(run, kept, i + 1, onlyTouched: true))));

    [Fact]
    [GeneratedCases(480, PerRun = GenerateEvents.PerRun)]
    public void Complete_results_leave_out_what_is_forgotten() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => Groups(run, KeptOracle.SoFar(rows, Lives(run)).Emit(Emission.Complete)),
        After(run, x => x.Name).Select((kept, i) => Groups(run, kept, i + 1, onlyTouched: false))));

    [Fact]
    [GeneratedCases(360, PerRun = GenerateEvents.PerRun)]
    public void A_distinct_row_that_was_forgotten_is_first_seen_again() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => KeptOracle.SoFar(rows, Lives(run)).DistinctBy(x => x.Name),
        After(run, x => x.Name).Select((kept, i) => kept.GroupBy(x => x.Row.Name).Select(g => g.First()).Where(first => first.Batch == i + 1).Select(first => first.Row))));

    [Fact]
    [GeneratedCases(360, PerRun = GenerateEvents.PerRun)]
    public void A_scalar_is_one_key() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => KeptOracle.SoFar(rows, Lives(run)).Sum(x => x.Number),
        After(run, _ => 0).Select((kept, i) => kept.Any(x => x.Batch == i + 1) ? new[] { kept.Sum(x => x.Row.Number) } : [])));

    [Fact]
    [GeneratedCases(480, PerRun = GenerateEvents.PerRun)]
    public void The_first_rows_so_far_in_an_order() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => Top(run, KeptOracle.SoFar(rows, Lives(run))),
        After(run, _ => 0).Select((kept, i) => kept.Any(x => x.Batch == i + 1) ? Top(run, kept) : []),
        isOrdered: true));

    [Fact]
    [GeneratedCases(360, PerRun = GenerateEvents.PerRun)]
    public void The_first_rows_so_far_in_every_batch() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => run.Choices.Variant == 0 ? Top(run, KeptOracle.SoFar(rows, Lives(run)).Emit(Emission.Complete)) : Top(run, KeptOracle.SoFar(rows, Lives(run))).Emit(Emission.Complete),
        After(run, _ => 0).Select(kept => Top(run, kept)),
        isOrdered: true));

    [Fact]
    [GeneratedCases(360, PerRun = GenerateEvents.PerRun)]
    public void The_first_rows_so_far_of_each_key() => this.CheckRuns(GenerateEvents.OneSource, run => run.Expect(
        rows => KeptOracle.SoFar(rows, Lives(run)).GroupBy(x => x.Name).SelectMany(g => g.OrderByDescending(x => x.Number).ThenBy(x => x.Real).Take(2)),
        After(run, x => x.Name).Select((kept, i) => kept.GroupBy(x => x.Row.Name).Where(g => g.Any(x => x.Batch == i + 1))
            .SelectMany(g => g.Select(x => x.Row).OrderByDescending(x => x.Number).ThenBy(x => x.Real).Take(2)))));

    private static IStreamQueryable<object?> Groups(EventRun run, IStreamQueryable<Event> soFar) => soFar.GroupBy(x => x.Name).Select(EventAggregates<string?>.All[Which(run)]);

    private static IEnumerable<object?> Groups(EventRun run, IReadOnlyList<Kept<Event>> kept, int batch, bool onlyTouched)
    {
        // The window of everything so far reaches from the zero time to the batch.
        var rows = kept.Select(x => x.Row).ToArray();
        var instance = new Instance<Event>(new Bounds(DateTime.UnixEpoch.Ticks, DateTime.UnixEpoch.AddSeconds(batch).Ticks), rows, onlyTouched ? [.. kept.Where(x => x.Batch == batch).Select(x => x.Row)] : rows);
        var touched = instance.New.Select(x => x.Name).ToHashSet();
        return EventAggregates<string?>.Results(instance, x => x.Name, touched.Contains, Which(run));
    }

    private static IStreamQueryable<Event> Top(EventRun run, IStreamQueryable<Event> soFar) => run.Choices.HasFilter
        ? soFar.OrderBy(x => x.Number).ThenByDescending(x => x.Name).Take(run.Choices.Query % 5)
        : soFar.OrderByDescending(x => x.Real).ThenBy(x => x.Key).ThenBy(x => x.At).Take(run.Choices.Query % 5);

    private static IEnumerable<Event> Top(EventRun run, IReadOnlyList<Kept<Event>> kept) => run.Choices.HasFilter
        ? kept.Select(x => x.Row).OrderBy(x => x.Number).ThenByDescending(x => x.Name, StringComparer.Ordinal).Take(run.Choices.Query % 5)
        : kept.Select(x => x.Row).OrderByDescending(x => x.Real).ThenBy(x => x.Key).ThenBy(x => x.At).Take(run.Choices.Query % 5);

    private static IEnumerable<IReadOnlyList<Kept<Event>>> After(EventRun run, Func<Event, object?> key) =>
        KeptOracle.After([.. Enumerable.Range(1, run.Count).Select(i => (IReadOnlyList<Event>)Watermarks.RowsAt(run.First, i))], key, Lives(run)).Take(run.Count);

    private static TimeSpan? Lives(EventRun run) => KeptOracle.TimeToLive(run.Choices.Query / 5);

    private static int Which(EventRun run) => run.Choices.Query / 20 % EventAggregates<string?>.All.Length;
}
