using Specification.Tests.Properties;

namespace Specification.Tests.Fusion;

/// <summary>Windows of batch time and event time, sessions, everything so far, and keyed state.</summary>
internal static class WindowCases
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IEnumerable<FusionCase> All(int n) => [.. BatchTime(n), .. EventTime(n), .. Sessions(n), .. SoFar(n), .. State(n)];

    public static IStreamQueryable<Row> Timed(IStreamQueryable<Row> rows) => rows.WithEventTime(x => (long)(x.Id % 40), TimeUnit.Seconds, Second * 9);

    private static IEnumerable<FusionCase> BatchTime(int n) =>
    [
        FusionCase.Of("window", s => s.Where(x => x.Key > n - 3).Window(Second * 3, Second * 2).Select(x => x.Id)),
        FusionCase.Of("maintained sums", s => s.Window(Second * 3).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(x => x.Id + n)))),
        FusionCase.Of("maintained extremes", s => s.Window(Second * 4, Second * 2).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Max(x => RowCases.Next(x.Id)), g.Min(x => x.Price)))),
        FusionCase.Of("recomputed window", s => s.Window(Second * 3).GroupBy(x => x.Key).Select(g => string.Join(",", g.Select(x => x.Id)))),
        FusionCase.Of("reduce by key and window", s => GroupCases.Pairs(s).ReduceByKeyAndWindow((a, b) => a + b, Second * 3, Second)),
        FusionCase.Of("window bounds", s => s.Window(Second * 2).Select((x, w) => x.Id + (int)(w.End - w.Start).TotalSeconds)),
    ];

    private static IEnumerable<FusionCase> EventTime(int n) =>
    [
        FusionCase.Of("event time", s => Timed(s).Where(x => x.Key != n).Select(x => x.Id)),
        FusionCase.Of("event windows", s => Timed(s).Window(Second * 7).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Window.Start, g.Key, g.Count(), g.Sum(x => RowCases.Next(x.Id))))),
        FusionCase.Of("event windows of several", s => Timed(s).SelectMany(x => new[] { x.Id, x.Key }).Window(Second * 7).GroupBy(x => x % 3).Select(g => ValueTuple.Create(g.Key, g.Sum(x => x + n)))),
        FusionCase.Of("panes", s => Timed(s).Window(Second * 8, Second * 2).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Window.End, g.Key, g.Count(), g.Max(x => x.Id)))),
        FusionCase.Of("copies", s => Timed(s).Window(Second * 7, Second * 3).GroupBy(x => x.Key).Select(g => g.Window.End.Second + string.Join(",", g.Select(x => x.Id)))),
        FusionCase.Of("event windows, scalar", s => Timed(s).Window(Second * 5).Count()),
        FusionCase.Of("raw event windows", s => Timed(s).Window(Second * 6).Select((x, w) => ValueTuple.Create(x.Id, w.Start)).Where(x => x.Item1 != n)),
        FusionCase.Of("order in windows", s => Timed(s).Window(Second * 6).OrderBy(x => x.Price).ThenBy(x => x.Id).Take(3).Select(x => x.Id)),
        FusionCase.Of("early results", s => Timed(s).Window(Second * 10).Emit(Emission.Early).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Count()))),
        FusionCase.Of("results of windows", s => Timed(s).Window(Second * 4).GroupBy(x => x.Key).Select(g => g.Sum(x => x.Id)).GroupBy(x => x % 2).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Max()))),
        FusionCase.Of("late", s => Timed(s).Window(Second * 5).Late().Select(x => x.Id + n)),
    ];

    private static IEnumerable<FusionCase> Sessions(int n) =>
    [
        FusionCase.Of("sessions", s => Timed(s).SessionWindow(x => x.Key, Second * 3).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Window.Start, g.Count(), g.Sum(x => x.Id + n)))),
        FusionCase.Of("sessions collected", s => Timed(s).SessionWindow(x => x.Key, Second * 3).GroupBy(x => x.Key).Select(g => g.Key + ":" + string.Join(",", g.Select(x => x.Id)))),
        FusionCase.Of("sessions in order", s => Timed(s).SessionWindow(x => x.Key, Second * 3).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.First().Id, g.Last().Id, g.Aggregate(0, (a, x) => unchecked((a * 31) + x.Id))))),
        FusionCase.Of("sessions of batches", s => s.SessionWindow(x => x.Key, Second * 1.5).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Count()))),
        FusionCase.Of("late to sessions", s => Timed(s).SessionWindow(x => x.Key, Second * 2).Late().Select(x => x.Id)),
    ];

    private static IEnumerable<FusionCase> SoFar(int n) =>
    [
        FusionCase.Of("so far", s => s.Accumulate().GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(x => x.Id), g.Max(x => RowCases.Next(x.Id) + n)))),
        FusionCase.Of("so far, complete", s => s.Accumulate().Emit(Emission.Complete).CountBy(x => x.Name)),
        FusionCase.Of("so far, scalar", s => s.Accumulate().Sum(x => x.Id)),
        FusionCase.Of("so far, for a time", s => s.Accumulate(Second * 2).CountBy(x => x.Key)),
    ];

    private static IEnumerable<FusionCase> State(int n) =>
    [
        FusionCase.Of("update state", s => GroupCases.Pairs(s).UpdateStateByKey<int, int, int>((key, values, state) => Optional.Some(values.Sum() + state.GetValueOrDefault(0))).Select(p => p.Key + p.Value + n)),
        FusionCase.Of("map with state", s => GroupCases.Pairs(s).MapWithState(Totals()).Where(x => x != n)),
        FusionCase.Of("state snapshots", s => GroupCases.Pairs(s).MapWithState(Totals()).StateSnapshots().Select(p => p.Key * 1000 + p.Value)),
        FusionCase.Of("sampled state", s => GroupCases.Pairs(s).MapWithState(Totals()).StateSnapshots().Window(Second * 2, Second * 2).Select(p => p.Key + p.Value)),
    ];

    private static StateSpec<int, int, int, int> Totals() => StateSpec.Create((int key, Optional<int> value, State<int> state) =>
    {
        var total = (state.Exists ? state.Value : 0) + value.GetValueOrDefault(0);
        state.Update(total);
        return total;
    });
}
