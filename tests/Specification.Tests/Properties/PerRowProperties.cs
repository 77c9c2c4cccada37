namespace Specification.Tests.Properties;

/// <summary>Operators of single rows against LINQ to Objects; the order is kept.</summary>
public sealed class PerRowProperties
{
    [Fact]
    public void Where_equals_LINQ()
    {
        OneBatch.Equals(Rows.Ints, s => s.Where(x => x % 2 != 0), b => b.Where(x => x % 2 != 0));
        OneBatch.Equals(Rows.Doubles, s => s.Where(x => x > 0), b => b.Where(x => x > 0));
        OneBatch.Equals(Rows.NullableInts, s => s.Where(x => x > 0), b => b.Where(x => x > 0));
        OneBatch.Equals(Rows.Strings, s => s.Where(x => x == null || x.Length > 1), b => b.Where(x => x == null || x.Length > 1));
        OneBatch.Equals(Rows.All, s => s.Where(r => r.Maybe != 1 && r.Name != "a"), b => b.Where(r => r.Maybe != 1 && r.Name != "a"));
    }

    [Fact]
    public void Select_equals_LINQ()
    {
        OneBatch.Equals(Rows.NullableInts, s => s.Select(x => (x ?? 9) + 1), b => b.Select(x => (x ?? 9) + 1));
        OneBatch.Equals(Rows.All, s => s.Select(r => new { r.Id, Half = r.Key / 2 }).Select(r => r.Id + r.Half), b => b.Select(r => r.Id + (r.Key / 2)));
        OneBatch.Equals(Rows.All, s => s.Select(r => new { r.Name, Key = -r.Key }), b => b.Select(r => new { r.Name, Key = -r.Key }));
        OneBatch.Equals(Rows.Strings, s => s.Select(x => x == null ? -1 : x.Length), b => b.Select(x => x == null ? -1 : x.Length));
    }

    [Fact]
    public void SelectMany_equals_LINQ()
    {
        OneBatch.Equals(Rows.Ints, s => s.SelectMany(x => Enumerable.Repeat(x, Math.Max(0, x))), b => b.SelectMany(x => Enumerable.Repeat(x, Math.Max(0, x))));
        OneBatch.Equals(
            Rows.Ints,
            s => from x in s from y in new[] { x, x + 1 } where y % 2 == 0 from z in new List<int> { y, -y } select x + (10 * y) + (100 * z),
            b => from x in b from y in new[] { x, x + 1 } where y % 2 == 0 from z in new List<int> { y, -y } select x + (10 * y) + (100 * z));
    }

    [Fact]
    public void Let_equals_LINQ() => OneBatch.Equals(
        Rows.All,
        s => from r in s let half = r.Value / 2 where !(half > 3) let text = r.Name + half where text.Length > 2 select text + r.Id,
        b => from r in b let half = r.Value / 2 where !(half > 3) let text = r.Name + half where text.Length > 2 select text + r.Id);

    [Fact]
    public void Concat_equals_LINQ()
    {
        OneBatch.Equals(Rows.Ints, s => s.Concat(s), b => b.Concat(b), RowOrder.Unspecified);
        OneBatch.Equals(
            Rows.Ints,
            s => s.Where(x => x > 0).Concat(s.Select(x => x * 10)).Where(x => x != 3).Select(x => x + 1),
            b => b.Where(x => x > 0).Concat(b.Select(x => x * 10)).Where(x => x != 3).Select(x => x + 1),
            RowOrder.Unspecified);
    }

    [Fact]
    public void OfType_and_Cast_equal_LINQ()
    {
        var mixed = Gen.OneOf(Rows.Ints.Select(i => (object?)i), Rows.Strings.Select(t => (object?)t));
        OneBatch.Equals(mixed, s => s.OfType<string>(), b => b.OfType<string>());
        OneBatch.Equals(mixed, s => s.OfType<int>(), b => b.OfType<int>());
        OneBatch.Equals(Rows.Ints.Select(i => (object)i), s => s.Cast<int>(), b => b.Cast<int>());
    }

    [Fact]
    public void Repartition_changes_nothing() =>
        OneBatch.Equals(Rows.Ints, s => s.Select(x => x + 1).Repartition(3).Where(x => x != 2), b => b.Select(x => x + 1).Where(x => x != 2));
}
