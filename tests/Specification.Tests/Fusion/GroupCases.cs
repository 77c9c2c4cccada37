using Specification.Tests.Properties;

namespace Specification.Tests.Fusion;

/// <summary>Every kind of aggregate.</summary>
internal static class GroupCases
{
    public static IEnumerable<FusionCase> All(int n) =>
    [
        FusionCase.Of("counts", s => s.GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Count(), g.LongCount(), g.Count(x => x.Id % 2 == 0)))),
        FusionCase.Of("sums", s => s.GroupBy(x => x.Name).Select(g => ValueTuple.Create(g.Key, g.Sum(x => x.Maybe), g.Sum(x => x.Value), g.Sum(x => x.Price), g.Sum(x => RowCases.Next(x.Id) + n)))),
        FusionCase.Of("averages", s => s.GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Average(x => x.Id), g.Average(x => x.Maybe), g.Average(x => x.Price)))),
        FusionCase.Of("extremes", s => s.GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Min(x => x.Value), g.Max(x => x.Maybe), g.Min(x => x.Id), g.Max(x => x.Price)))),
        FusionCase.Of("extremes by", s => s.GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.MinBy(x => x.Price)!.Id, g.MaxBy(x => RowCases.Next(x.Id))!.Id))),
        FusionCase.Of("picks", s => s.GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.First().Id, g.Last().Id, g.FirstOrDefault(x => x.Id > n), g.Last(x => x.Key < 9).Name))),
        FusionCase.Of("quantifiers", s => s.GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Any(x => x.Maybe == n), g.All(x => x.Price > 0)))),
        FusionCase.Of("distinct counts", s => s.GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Select(x => x.Name).Distinct().Count(), g.Select(x => x.Price).Distinct().Count()))),
        FusionCase.Of("reduce", s => s.GroupBy(x => x.Key, x => x.Id).Select(g => g.Aggregate((a, b) => (a * 31) ^ b))),
        FusionCase.Of("fold in order", s => s.GroupBy(x => x.Key).Select(g => g.Aggregate("", (text, x) => text + x.Id + ","))),
        FusionCase.Of("fold", s => s.Aggregate(0, (a, x) => a + RowCases.Next(x.Id), (a, b) => a + b, a => a + n)),
        FusionCase.Of("top of groups", s => s.GroupBy(x => x.Key).SelectMany(g => g.OrderBy(x => x.Price).ThenBy(x => x.Id).Take(2)).Select(x => x.Id)),
        FusionCase.Of("collected", s => s.GroupBy(x => x.Key).Select(g => g.Key + ":" + string.Join(",", g.Select(x => x.Id)))),
        FusionCase.Of("composite key", s => s.GroupBy(x => new { x.Key, Odd = x.Id % 2 }).Where(g => g.Count() > 1).Select(g => ValueTuple.Create(g.Key.Key, g.Key.Odd, g.Sum(x => x.Id)))),
        FusionCase.Of("elements", s => from x in s group new { x.Id, Next = RowCases.Next(x.Id) } by x.Name into g let most = g.Max(x => x.Next) where most > n select ValueTuple.Create(g.Key, most, g.Sum(x => x.Next - x.Id))),
        FusionCase.Of("groups of groups", s => from x in s group x by x.Id into g group g.Key by g.Count() into h select ValueTuple.Create(h.Key, h.Sum())),
        FusionCase.Of("count by", s => s.CountBy(x => x.Name)),
        FusionCase.Of("aggregate by", s => s.AggregateBy(x => x.Key, 0L, (sum, x) => sum + x.Id + n, (a, b) => a + b)),
        FusionCase.Of("reduce by key", s => Pairs(s).ReduceByKey((a, b) => a ^ (b + 1))),
        FusionCase.Of("group by key", s => Pairs(s).MapValues(x => x + n).GroupByKey()),
        FusionCase.Of("flat map values", s => Pairs(s).FlatMapValues(x => new[] { x, -x })),
        FusionCase.Of("co-group", (s, t) => Pairs(s).CoGroup(Pairs(t)).Select(x => x.Key + string.Join(",", x.Value.First) + "|" + string.Join(",", x.Value.Second))),
        FusionCase.Of("scalars", s => s.Select(x => x.Id).Sum()),
        FusionCase.Of("count", s => s.Where(x => x.Key > n).Count()),
        FusionCase.Of("average", s => s.Average(x => x.Id)),
        FusionCase.Of("min by", s => s.MinBy(x => RowCases.Next(x.Id)).Select(x => x.Id)),
        FusionCase.Of("any", s => s.Any(x => x.Key == n)),
    ];

    public static IStreamQueryable<KeyValuePair<int, int>> Pairs(IStreamQueryable<Row> rows) => rows.Select(x => KeyValuePair.Create(x.Key, x.Id));
}
