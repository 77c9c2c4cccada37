using Specification.Tests.Properties;

namespace Specification.Tests.Fusion;

/// <summary>Joins of every kind, of everything that can be joined.</summary>
internal static class JoinCases
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IEnumerable<FusionCase> All(int n) => [.. Batches(n), .. Windows(), .. Kept(n), .. Intervals(n)];

    private static IEnumerable<FusionCase> Batches(int n) =>
    [
        FusionCase.Of("join", (s, t) => s.Join(t, x => x.Key, y => y.Key, (x, y) => new { x, y }).Where(p => p.x.Id != p.y.Id + n).Select(p => ValueTuple.Create(p.x.Id, p.y.Id))),
        FusionCase.Of("join anonymous", (s, t) => s.Select(x => new { x.Key, Next = RowCases.Next(x.Id) }).Join(t, x => new { x.Key, A = x.Next % 2 }, y => new { y.Key, A = y.Id % 2 }, (x, y) => x.Next + y.Id)),
        FusionCase.Of("left join", (s, t) => s.LeftJoin(t, x => x.Name, y => y.Name, (x, y) => x.Id + (y == null ? n : y.Id))),
        FusionCase.Of("right join", (s, t) => s.RightJoin(t, x => x.Name, y => y.Name, (x, y) => (x == null ? n : x.Id) + y.Id)),
        FusionCase.Of("full join", (s, t) => s.FullJoin(t, x => x.Key, y => y.Key + 1, (x, y) => ValueTuple.Create(x == null ? n : x.Id, y == null ? n : y.Id))),
        FusionCase.Of("group join", (s, t) => s.GroupJoin(t, x => x.Key, y => y.Key, (x, ys) => x.Id + ys.Sum(y => y.Id))),
        FusionCase.Of("join with rows", s => s.Join(new[] { 0, 1, n, n }, x => x.Key, y => y, (x, y) => x.Id + y)),
        FusionCase.Of("right join with rows", s => s.RightJoin(new[] { 0, 1, n, n }, x => x.Key, y => y, (x, y) => (x == null ? 0 : x.Id) + y)),
        FusionCase.Of("left join with rows", s => s.LeftJoin(new[] { "a", "b" }, x => x.Name, y => y, (x, y) => x.Id + y)),
    ];

    private static IEnumerable<FusionCase> Windows() =>
    [
        FusionCase.Of("join of windows", (s, t) => s.Window(Second * 2).Join(t.Window(Second * 3), x => x.Key, y => y.Key, (x, y) => ValueTuple.Create(x.Id, y.Id))),
        FusionCase.Of("join of event windows", (s, t) => WindowCases.Timed(s).Window(Second * 8).Join(WindowCases.Timed(t).Window(Second * 8), x => x.Key, y => y.Key, (x, y) => ValueTuple.Create(x.Id, y.Id))),
        FusionCase.Of("left join of event windows", (s, t) => WindowCases.Timed(s).Window(Second * 8).LeftJoin(WindowCases.Timed(t).Window(Second * 8), x => x.Key, y => y.Key, (x, y) => ValueTuple.Create(x.Id, y == null ? 0 : y.Id))),
        FusionCase.Of("join of results", (s, t) => Counts(s).Join(t, x => x.Key, y => y.Key, (x, y) => x.Value + y.Id)),
    ];

    private static IEnumerable<FusionCase> Kept(int n) =>
    [
        FusionCase.Of("join with all so far", (s, t) => s.Join(t.Accumulate(), x => x.Key, y => y.Key, (x, y) => ValueTuple.Create(x.Id + n, y.Id))),
        FusionCase.Of("left join with all so far", (s, t) => s.LeftJoin(t.Accumulate(), x => x.Key, y => y.Key, (x, y) => ValueTuple.Create(x.Id, y == null ? n : y.Id))),
        FusionCase.Of("right join with all so far", (s, t) => s.Accumulate().RightJoin(t, x => x.Key, y => y.Key, (x, y) => ValueTuple.Create(x == null ? n : x.Id, y.Id))),
        FusionCase.Of("join of all so far", (s, t) => s.Accumulate().Join(t.Accumulate(), x => x.Key, y => y.Key, (x, y) => ValueTuple.Create(x.Id, y.Id))),
        FusionCase.Of("join with results so far", (s, t) => s.Join(Counts(t.Accumulate()), x => x.Key, y => y.Key, (x, y) => x.Id + y.Value)),
    ];

    private static IEnumerable<FusionCase> Intervals(int n) =>
    [
        FusionCase.Of("interval join", (s, t) => WindowCases.Timed(s).IntervalJoin(WindowCases.Timed(t), x => x.Key, y => y.Key, Second * 4, Second * 6, (x, y) => ValueTuple.Create(x.Id + n, y.Id))),
        FusionCase.Of("left interval join", (s, t) => WindowCases.Timed(s).LeftIntervalJoin(WindowCases.Timed(t), x => x.Key, y => y.Key, Second * 4, Second * 6, (x, y) => ValueTuple.Create(x.Id, y == null ? n : y.Id))),
    ];

    private static IStreamQueryable<KeyValuePair<int, long>> Counts(IStreamQueryable<Row> rows) => rows.CountBy(x => x.Key);
}
