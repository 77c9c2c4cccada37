namespace Specification.Tests.Properties;

/// <summary>Sets, orders and slices against LINQ to Objects.</summary>
public sealed class OrderingProperties
{
    [Fact]
    public void Distinct_equals_LINQ()
    {
        OneBatch.Equals(Rows.Ints, s => s.Distinct(), b => b.Distinct(), RowOrder.Unspecified);
        OneBatch.Equals(Rows.NullableInts, s => s.Distinct(), b => b.Distinct(), RowOrder.Unspecified);
        OneBatch.Equals(Rows.Strings, s => s.Distinct(), b => b.Distinct(), RowOrder.Unspecified);
        OneBatch.Equals(Rows.Doubles, s => s.Distinct(), b => b.Distinct(), RowOrder.Unspecified);
        OneBatch.Equals(Rows.Decimals, s => s.Distinct(), b => b.Distinct(), RowOrder.Unspecified);
        OneBatch.Equals(Rows.All.Select(r => r with { Id = 0, Value = 0 }), s => s.Distinct(), b => b.Distinct(), RowOrder.Unspecified);
    }

    [Fact]
    public void DistinctBy_equals_LINQ()
    {
        OneBatch.Equals(Rows.All, s => s.DistinctBy(r => r.Key), b => b.DistinctBy(r => r.Key), RowOrder.Unspecified);
        OneBatch.Equals(Rows.All, s => s.DistinctBy(r => new { r.Maybe, r.Name }), b => b.DistinctBy(r => new { r.Maybe, r.Name }), RowOrder.Unspecified);
    }

    [Fact]
    public void OrderBy_equals_LINQ()
    {
        OneBatch.Equals(Rows.All, s => s.OrderBy(r => r.Key), b => b.OrderBy(r => r.Key));
        OneBatch.Equals(Rows.All, s => s.OrderByDescending(r => r.Maybe), b => b.OrderByDescending(r => r.Maybe));
        OneBatch.Equals(Rows.All, s => s.OrderBy(r => r.Value), b => b.OrderBy(r => r.Value));
        OneBatch.Equals(Rows.All, s => s.OrderByDescending(r => r.Name), b => b.OrderByDescending(r => r.Name, StringComparer.Ordinal));
        OneBatch.Equals(Rows.All, s => s.OrderBy(r => r.Price), b => b.OrderBy(r => r.Price));
    }

    [Fact]
    public void ThenBy_equals_LINQ() => OneBatch.Equals(
        Rows.All,
        s => from r in s orderby r.Name, r.Maybe descending, r.Value select r.Id,
        b => b.OrderBy(r => r.Name, StringComparer.Ordinal).ThenByDescending(r => r.Maybe).ThenBy(r => r.Value).Select(r => r.Id));

    [Fact]
    public void The_last_of_two_orders_counts_first() =>
        OneBatch.Equals(Rows.All, s => s.OrderBy(r => r.Maybe).OrderBy(r => r.Key), b => b.OrderBy(r => r.Maybe).OrderBy(r => r.Key));

    [Fact]
    public void Take_and_Skip_equal_LINQ()
    {
        OneBatch.Equals(Rows.All, s => s.Take(5), b => b.Take(5));
        OneBatch.Equals(Rows.All, s => s.Skip(5), b => b.Skip(5));
        OneBatch.Equals(Rows.All, s => s.Skip(2).Take(7).Skip(1), b => b.Skip(2).Take(7).Skip(1));
        OneBatch.Equals(
            Rows.All,
            s => s.Where(r => r.Key > 0).OrderBy(r => r.Name).Select(r => r.Id).Take(4).Where(i => i % 2 == 0),
            b => b.Where(r => r.Key > 0).OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => r.Id).Take(4).Where(i => i % 2 == 0));
    }
}
