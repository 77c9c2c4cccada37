namespace Specification.Tests.Fusion;

/// <summary>Operators of single rows, of order, and of sets.</summary>
internal static class RowCases
{
    public static IEnumerable<FusionCase> All(int n) =>
    [
        FusionCase.Of("nothing", s => s),
        FusionCase.Of("where", s => s.Where(x => x.Key > 0 && x.Name != null).Where(x => x.Maybe + n > x.Key)),
        FusionCase.Of("select", s => s.Select(x => x.Key * n + (x.Maybe ?? 7)).Select(x => x + x)),
        FusionCase.Of("members", s => s.Select(x => new { x.Key, Twice = x.Value * 2, Inner = new { x.Name, n } }).Where(x => x.Twice != n).Select(x => x.Inner.Name + x.Key + x.Twice)),
        FusionCase.Of("whole objects", s => s.Select(x => new { x.Key, x.Name }).Select(x => x.ToString())),
        FusionCase.Of("let", s => from x in s let y = Next(x.Key) let z = y + Next(y) where y != z select y * 100 + z),
        FusionCase.Of("calls in order", s => s.Select(x => new { First = Calls.Next(), Second = Calls.Next(), x.Id }).Select(t => ValueTuple.Create(t.Second, t.First, t.First + t.Second, t.Id))),
        FusionCase.Of("calls in groups", s => s.GroupBy(x => Calls.Next() % 3).Select(g => ValueTuple.Create(g.Key, g.Sum(x => Calls.Next()), Calls.Next()))),
        FusionCase.Of("calls in folds", s => s.GroupBy(x => x.Key).Select(g => g.Select(x => Calls.Next()).Aggregate((a, b) => (a * 31) ^ b ^ (b * 7)))),
        FusionCase.Of("calls in windows", s => WindowCases.Timed(s).Select(x => new { Call = Calls.Next(), x.Key }).Window(TimeSpan.FromSeconds(7)).GroupBy(x => x.Key).Select(g => ValueTuple.Create(g.Key, g.Max(x => x.Call), g.Count()))),
        FusionCase.Of("value tuples", s => s.Select(x => ValueTuple.Create(x.Key, x.Price)).Where(t => t.Item2 > 1).Select(t => t.Item2 + t.Item1)),
        FusionCase.Of("ternaries", s => s.Select(x => x.Maybe == null ? -1 : x.Maybe > n ? x.Maybe.Value : x.Key)),
        FusionCase.Of("nested lambdas", s => s.Select(x => new { x.Key, Count = Enumerable.Range(-3, 9).Count(i => i > x.Key && i != n) }).Select(t => t.Count + Enumerable.Range(0, 3).Sum(i => i * t.Key))),
        FusionCase.Of("select many", s => s.SelectMany(x => Enumerable.Range(x.Key, 2)).Where(i => i != n)),
        FusionCase.Of("select many result", s => s.SelectMany(x => new[] { x.Key, n, 0 }, (x, i) => new { x.Id, i }).Where(t => t.i >= 0).Select(t => t.Id + t.i)),
        FusionCase.Of("select many text", s => s.Where(x => x.Name != null).SelectMany(x => x.Name!, (x, c) => c + "" + x.Key)),
        FusionCase.Of("from from let", s => from x in s from y in new[] { x.Key, x.Key + 1 } let z = Next(y) where z > n select ValueTuple.Create(x.Id, y, z)),
        FusionCase.Of("cast", s => s.Select(x => (object?)x.Name).OfType<string>().Cast<object>()),
        FusionCase.Of("concat", (s, t) => s.Select(x => x.Key).Concat(t.Where(x => x.Key < n).Select(x => x.Id)).Select(x => x * 2)),
        FusionCase.Of("concat itself", s => s.Where(x => x.Key != n).Concat(s.Select(x => x)).Where(x => x.Key != 0)),
        FusionCase.Of("repartition", s => s.Select(x => x.Key + n).Repartition(3).Select(x => x * 3)),
        FusionCase.Of("order by", s => s.OrderBy(x => x.Key).ThenByDescending(x => x.Price).ThenBy(x => Next(x.Id)).Select(x => x.Id)),
        FusionCase.Of("order by anonymous", s => s.Select(x => new { x.Key, Value = Next(x.Id) }).OrderByDescending(x => x.Key).ThenBy(x => x.Value)),
        FusionCase.Of("top", s => s.OrderByDescending(x => x.Price).ThenBy(x => x.Id).Take(3)),
        FusionCase.Of("take, skip", s => s.Select(x => x.Id + n).Skip(1).Take(5)),
        FusionCase.Of("distinct", s => s.Select(x => x.Key).Distinct()),
        FusionCase.Of("distinct by", s => s.DistinctBy(x => x.Key)),
        FusionCase.Of("union", (s, t) => s.Select(x => x.Key).Union(t.Select(x => x.Key + 1))),
        FusionCase.Of("intersect", (s, t) => s.Select(x => x.Name).Intersect(t.Select(x => x.Name))),
        FusionCase.Of("except", (s, t) => s.Select(x => x.Key).Except(t.Select(x => x.Key))),
        FusionCase.Of("transform", s => s.Where(x => x.Key > 0).Transform((rows, time) => rows.Select(x => x.Id + time.Second)).Select(x => x + n)),
        FusionCase.Of("transform two", (s, t) => s.Transform(t.Select(x => x.Key), (rows, others, _) => rows.Select(x => x.Id + others.Count())).Where(x => x != n)),
        FusionCase.Of("map partitions, glom", s => s.MapPartitions(rows => rows.Select(x => x.Key)).Glom().Select(rows => rows.Sum() + n)),
    ];

    // Neither a member nor cheap, so that its value is put into a variable where it is read twice.
    public static int Next(int x) => unchecked((x * 31) + 7) % 100;
}
