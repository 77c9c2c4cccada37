using Conformance.Tests.Incremental;

namespace Conformance.Tests.EventTime;

/// <summary>Where no row is late, results do not depend on how rows are cut into batches and partitions.</summary>
public sealed class CutProperties
{
    [Fact]
    [GeneratedCases(960, PerRun = GenerateEvents.PerRun)]
    public void All_groups_together_are_the_same() => this.CheckRuns(GenerateEvents.InTime, run => Same(run, rows => GroupQueries.Groups(Windowed(run, rows), run.Choices.Query)));

    [Fact]
    [GeneratedCases(480, PerRun = GenerateEvents.PerRun)]
    public void All_results_of_windows_without_keys_together_are_the_same() => this.CheckRuns(
        GenerateEvents.InTime, run => Same(run.Uninterrupted, rows => WindowScalars.Scalars[run.Choices.Query % WindowScalars.Scalars.Count].Query(Windowed(run, rows))));

    [Fact]
    [GeneratedCases(480, PerRun = GenerateEvents.PerRun)]
    public void All_pairs_of_windows_together_are_the_same() => this.CheckRuns(GenerateEvents.InTime, run => Same(run, rows =>
        Windowed(run, rows).Where(x => x.Number > 0).FullJoin(
            Windowed(run, rows).Where(x => x.Number < 0), x => x.Key, y => y.Key, (x, y) => (x == null ? "-" : x.Text) + (y == null ? "-" : y.Text))));

    // A bound with which no row is late.
    private static IStreamQueryable<Event> Windowed(EventRun run, IStreamQueryable<Event> rows) => (run with { Rule = run.Rule with { Bound = run.Disorder } }).Windowed(rows);

    private static void Same<T>(EventRun run, Func<IStreamQueryable<Event>, IStreamQueryable<T>> query)
    {
        var one = StreamTest.Run(run.First, query, run.Options);
        var two = StreamTest.Run(Cut(run), query, run.Options with { BatchCount = null, Partitions = (run.Choices.Partitions % 5) + 1, RestartAfterBatch = null });
        Assert.Equal(RowText.Lines([one.SelectMany(batch => batch)], isOrdered: false), RowText.Lines([two.SelectMany(batch => batch)], isOrdered: false));
    }

    // The same rows in batches of other sizes.
    private static List<Event[]?> Cut(EventRun run)
    {
        var rows = run.First.SelectMany(batch => batch ?? []).ToArray();
        var batches = new List<Event[]?>();
        for (var from = 0; from < rows.Length;)
        {
            var size = Math.Max(batches.Count % 3 == 0 ? 1 : 0, (run.Choices.Query + (batches.Count * 7)) * 13 / 5 % 6);
            batches.Add(rows[from..Math.Min(rows.Length, from + size)]);
            from += size;
        }

        return batches;
    }
}
