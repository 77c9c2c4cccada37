namespace Specification.Tests.RandomQueries;

/// <summary>Steps that group, with and without a filter over the groups.</summary>
internal static class GroupSteps
{
    public static readonly Gen<Step> All = Gen.Int[0, 3].SelectMany(n => Gen.OneOfSteps(
        new(
            "group",
            s => s.GroupBy(x => x.A % 3).Select(g => new Item(g.Key, g.Sum(x => x.B), g.Max(x => x.S))),
            b => b.GroupBy(x => x.A % 3).Select(g => new Item(g.Key, g.Sum(x => x.B), g.Max(x => x.S))),
            After: false),
        new(
            "group by many, having",
            s => from x in s group x by new { x.B, x.S } into g where g.Count() > n select new Item(g.Key.B, g.Count(), g.Key.S),
            b => from x in b group x by new { x.B, x.S } into g where g.Count() > n select new Item(g.Key.B, g.Count(), g.Key.S),
            After: false),
        new(
            "group, let",
            s => from x in s group x.B by x.S into g let m = g.Max() where m >= n select new Item(m, g.Where(v => v > 0).Sum(), g.Key),
            b => from x in b group x.B by x.S into g let m = g.Max() where m >= n select new Item(m, g.Where(v => v > 0).Sum(), g.Key),
            After: false),
        new(
            "group collected",
            s => s.GroupBy(x => x.B % 2).SelectMany(g => g.OrderBy(x => x.A).ThenBy(x => x.B).ThenBy(x => x.S, StringComparer.Ordinal).Take(n + 1)),
            b => b.GroupBy(x => x.B % 2).SelectMany(g => g.OrderBy(x => x.A).ThenBy(x => x.B).ThenBy(x => x.S, StringComparer.Ordinal).Take(n + 1)),
            After: false),
        new(
            "group of groups",
            s => from x in s group x by x.A into g group g.Key by g.Count() into h select new Item(h.Key, h.Sum(), null),
            b => from x in b group x by x.A into g group g.Key by g.Count() into h select new Item(h.Key, h.Sum(), null),
            After: false),
        new(
            "first and last",
            s => s.GroupBy(x => x.B % 3).Select(g => new Item(g.First().A, g.Last().B, g.Select(x => x.S).Aggregate((p, q) => p + q))),
            b => b.GroupBy(x => x.B % 3).Select(g => new Item(g.First().A, g.Last().B, g.Select(x => x.S).Aggregate((p, q) => p + q))),
            NeedsOrder: true,
            After: false),
        new("count by", s => s.CountBy(x => x.S).Select(p => new Item((int)p.Value, 0, p.Key)), b => b.GroupBy(x => x.S).Select(g => new Item(g.Count(), 0, g.Key)), After: false),
        new("distinct", s => s.Distinct(), b => b.Distinct(), After: false),
        new("distinct by", s => s.DistinctBy(x => x.A), b => b.DistinctBy(x => x.A), NeedsOrder: true, After: false),
        new("count", s => s.Count().Select(c => new Item((int)c, n, null)), b => [new Item(b.Count, n, null)], After: true),
        new("sum where", s => s.Sum(x => x.A > n ? x.B : 0).Select(c => new Item(c, n, null)), b => [new Item(b.Sum(x => x.A > n ? x.B : 0), n, null)], After: true),
        new("max", s => s.Max(x => x.S).Where(m => m != "zz").Select(m => new Item(0, n, m)), b => b.Select(x => x.S).DefaultIfEmpty("zz").Max() is var m && m != "zz" ? [new Item(0, n, m)] : [], After: true)));
}
