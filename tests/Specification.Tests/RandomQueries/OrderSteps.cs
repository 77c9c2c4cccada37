namespace Specification.Tests.RandomQueries;

/// <summary>Steps that order, cut, branch and join.</summary>
internal static class OrderSteps
{
    public static readonly Gen<Step> All = Gen.Int[0, 6].SelectMany(n => Gen.OneOfSteps(
        new("take", s => s.Take(n), b => b.Take(n), NeedsOrder: true),
        new("skip", s => s.Skip(n), b => b.Skip(n), NeedsOrder: true),
        new("order by all", s => from x in s orderby x.S, x.B descending, x.A select x, b => InOrder(b), After: true),
        new("order by one", s => s.OrderByDescending(x => x.B), b => b.OrderByDescending(x => x.B)),
        new("top", s => (from x in s orderby x.S, x.B descending, x.A select x).Take(n), b => InOrder(b).Take(n), After: true),
        new("repartition", s => s.Repartition(n + 1), b => b),
        new("concat itself", s => s.Concat(s), b => b.Concat(b), After: false),
        new(
            "concat branches",
            s => s.Where(x => x.A > n - 3).Concat(s.Select(x => new Item(x.A + 1, x.B, x.S + "!"))),
            b => b.Where(x => x.A > n - 3).Concat(b.Select(x => new Item(x.A + 1, x.B, x.S + "!"))),
            After: false),
        new(
            "concat, where",
            s => s.Select(x => new Item(x.B, x.A, x.S)).Concat(s.Where(x => x.S != "a")).Where(x => x.A < n).Select(x => new Item(x.A, x.A, x.S)),
            b => b.Select(x => new Item(x.B, x.A, x.S)).Concat(b.Where(x => x.S != "a")).Where(x => x.A < n).Select(x => new Item(x.A, x.A, x.S)),
            After: false),
        new(
            "join itself",
            s => from x in s join y in s.Distinct() on x.S equals y.S where x.A > y.A select new Item(x.A, y.B, x.S),
            b => from x in b join y in b.Distinct() on x.S equals y.S where x.A > y.A select new Item(x.A, y.B, x.S),
            After: false),
        new(
            "join rows",
            s => s.Join(new[] { 0, 1, n, n }, x => x.A, y => y, (x, y) => new { x, y }).Where(p => p.x.B != p.y).Select(p => p.x),
            b => b.Join(new[] { 0, 1, n, n }, x => x.A, y => y, (x, y) => new { x, y }).Where(p => p.x.B != p.y).Select(p => p.x),
            After: false)));

    private static IEnumerable<Item> InOrder(IEnumerable<Item> rows) =>
        rows.OrderBy(x => x.S, StringComparer.Ordinal).ThenByDescending(x => x.B).ThenBy(x => x.A);
}
