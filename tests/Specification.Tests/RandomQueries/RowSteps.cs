namespace Specification.Tests.RandomQueries;

/// <summary>Steps over single rows, with captured values.</summary>
internal static class RowSteps
{
    public static readonly Gen<Step> All = Gen.Int[-4, 4].SelectMany(n => Gen.OneOfSteps(
        new("where A", s => s.Where(x => x.A > n), b => b.Where(x => x.A > n)),
        new("where B", s => s.Where(x => x.B % 2 == 0 || x.S != null), b => b.Where(x => x.B % 2 == 0 || x.S != null)),
        new("where S", s => s.Where(x => x.S == null || x.S.Length < 3), b => b.Where(x => x.S == null || x.S.Length < 3)),
        new("select", s => s.Select(x => new Item(x.B, x.A + n, x.S)), b => b.Select(x => new Item(x.B, x.A + n, x.S))),
        new("select anonymous", s => s.Select(x => new { P = x.A + x.B, Q = x }).Where(t => t.P != n).Select(t => new Item(t.P, t.Q.B, t.Q.S)), b => b.Select(x => new { P = x.A + x.B, Q = x }).Where(t => t.P != n).Select(t => new Item(t.P, t.Q.B, t.Q.S))),
        new(
            "let",
            s => from x in s let y = x.A * 2 let z = y + x.B where z > n && y < 20 select new Item(z % 7, y % 5, x.S + "."),
            b => from x in b let y = x.A * 2 let z = y + x.B where z > n && y < 20 select new Item(z % 7, y % 5, x.S + ".")),
        new(
            "select many",
            s => s.SelectMany(x => Enumerable.Range(0, (x.A & 1) + 1).Select(i => new Item(i, x.B, x.S))),
            b => b.SelectMany(x => Enumerable.Range(0, (x.A & 1) + 1).Select(i => new Item(i, x.B, x.S)))),
        new(
            "from from",
            s => from x in s from y in new[] { x.A, n } where y != x.B let t = y % 3 select new Item(y, t, x.S),
            b => from x in b from y in new[] { x.A, n } where y != x.B let t = y % 3 select new Item(y, t, x.S)),
        new(
            "nested",
            s => s.Select(x => new Item(Enumerable.Range(-3, 7).Where(i => i > x.A).Count(i => i != n), x.B, x.S)),
            b => b.Select(x => new Item(Enumerable.Range(-3, 7).Where(i => i > x.A).Count(i => i != n), x.B, x.S)))));
}
