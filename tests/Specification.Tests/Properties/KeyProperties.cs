using System.Linq.Expressions;

namespace Specification.Tests.Properties;

/// <summary>Keys of every kind group, and join, as LINQ to Objects does it.</summary>
public sealed class KeyProperties
{
    public enum Size : byte
    {
        Small,
        Large,
    }

    [Fact]
    public void Simple_keys()
    {
        Group(r => r.Key);
        Group(r => r.Name);
        Group(r => r.Maybe);
        Group(r => r.Value);
        Group(r => (float)r.Value);
        Group(r => r.Price);
        Group(r => r.Price > 1 ? Size.Large : Size.Small);
        Group(r => r.Price > 1 ? Size.Large : (Size?)null);
        Group(r => r.Key > 0);
    }

    [Fact]
    public void Keys_of_time()
    {
        Group(r => new DateTimeOffset(2020, 1, 1, 10, 0, 0, TimeSpan.FromHours(r.Key)).AddHours(r.Key));
        Group(r => new DateTimeOffset(2020, 1, 1, 10, 0, 0, TimeSpan.FromHours(r.Key)));
        Group(r => TimeSpan.FromSeconds(r.Key));
    }

    [Fact]
    public void Composite_keys()
    {
        Group(r => new { r.Name, r.Maybe });
        Group(r => new { r.Value, r.Price });
        Group(r => ValueTuple.Create(r.Name, r.Value));
        Group(r => Tuple.Create(r.Maybe, r.Price));
        Group(r => new Composite(r.Key, r.Name));
        Group(r => new CompositeStruct(r.Key, r.Price));
        Group(r => new { Inner = new { r.Key, r.Name }, Outer = ValueTuple.Create(r.Price) });
        Group(r => KeyValuePair.Create(r.Key, r.Maybe));
    }

    [Fact]
    public void Members_of_a_composite_key_can_be_read() => OneBatch.Equals(
        Rows.All,
        s => from r in s group r by new { r.Name, Big = r.Id > 500_000 } into g where g.Key.Big select g.Key.Name + g.Count(),
        b => from r in b group r by new { r.Name, Big = r.Id > 500_000 } into g where g.Key.Big select g.Key.Name + g.Count(),
        RowOrder.Unspecified);

    [Fact]
    public void Joins_with_rows_at_hand()
    {
        Row[] rows = [new(1, 1, "a", 0.0, null, 1.0m), new(2, 1, null, double.NaN, 1, 1.00m), new(3, 2, "b", -0.0, 2, 0m)];
        OneBatch.Equals(Rows.All, s => s.Join(rows, x => x.Name, y => y.Name, (x, y) => x.Id + y.Id), b => b.Join(rows, x => x.Name, y => y.Name, (x, y) => x.Id + y.Id), RowOrder.Unspecified);
        OneBatch.Equals(Rows.All, s => s.Join(rows, x => x.Value, y => y.Value, (x, y) => x.Id + y.Id), b => b.Join(rows, x => x.Value, y => y.Value, (x, y) => x.Id + y.Id), RowOrder.Unspecified);
        OneBatch.Equals(
            Rows.All,
            s => from x in s join y in rows on new { x.Key, x.Price } equals new { y.Key, y.Price } where y.Id > 1 let sum = x.Id + y.Id select sum,
            b => from x in b join y in rows on new { x.Key, x.Price } equals new { y.Key, y.Price } where y.Id > 1 let sum = x.Id + y.Id select sum,
            RowOrder.Unspecified);
    }

    private static void Group<TKey>(Expression<Func<Row, TKey>> key)
    {
        var keyOf = key.Compile();
        OneBatch.Equals(
            Rows.All,
            s => s.GroupBy(key).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(r => r.Id))),
            b => b.GroupBy(keyOf).Select(g => ValueTuple.Create(g.Key, g.Count(), g.Sum(r => r.Id))),
            RowOrder.Unspecified);
        OneBatch.Equals(
            Rows.All,
            s => s.Join(s, key, key, (x, y) => x.Id - y.Id),
            b => b.Join(b, keyOf, keyOf, (x, y) => x.Id - y.Id),
            RowOrder.Unspecified);
    }

    public sealed record Composite(int Key, string? Name);

    public readonly record struct CompositeStruct(int Key, decimal Price);
}
