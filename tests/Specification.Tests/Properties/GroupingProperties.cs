namespace Specification.Tests.Properties;

/// <summary>Groups and everything asked of them against LINQ to Objects.</summary>
public sealed class GroupingProperties
{
    [Fact]
    public void Counts_and_sums_equal_LINQ() => OneBatch.Equals(
        Rows.All,
        s => s.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Count(), g.LongCount(r => r.Value > 0), g.Sum(r => r.Value), g.Sum(r => r.Maybe), g.Sum(r => r.Price), g.Count(r => r.Name == null))),
        b => b.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Count(), g.LongCount(r => r.Value > 0), g.Sum(r => r.Value), g.Sum(r => r.Maybe), g.Sum(r => r.Price), g.Count(r => r.Name == null))),
        RowOrder.Unspecified);

    [Fact]
    public void Extremes_and_averages_equal_LINQ() => OneBatch.Equals(
        Rows.All,
        s => s.GroupBy(r => r.Name).Select(g => ValueTuple.Create(g.Key, g.Min(r => r.Value), g.Max(r => r.Value), g.Min(r => r.Maybe), g.Max(r => r.Price), g.Average(r => r.Key), g.Average(r => r.Maybe))),
        b => b.GroupBy(r => r.Name).Select(g => ValueTuple.Create(g.Key, g.Min(r => r.Value), g.Max(r => r.Value), g.Min(r => r.Maybe), g.Max(r => r.Price), g.Average(r => r.Key), g.Average(r => r.Maybe))),
        RowOrder.Unspecified);

    [Fact]
    public void Rows_picked_from_groups_equal_LINQ() => OneBatch.Equals(
        Rows.All,
        s => s.GroupBy(r => r.Maybe).Select(g => ValueTuple.Create(g.Key, g.MinBy(r => r.Value), g.MaxBy(r => r.Price), g.First(), g.Last(), g.Select(r => r.Id).First(), g.Last(r => r.Id >= 0))),
        b => b.GroupBy(r => r.Maybe).Select(g => ValueTuple.Create(g.Key, g.MinBy(r => r.Value), g.MaxBy(r => r.Price), g.First(), g.Last(), g.Select(r => r.Id).First(), g.Last(r => r.Id >= 0)))!,
        RowOrder.Unspecified);

    [Fact]
    public void Quantifiers_equal_LINQ() => OneBatch.Equals(
        Rows.All,
        s => s.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Any(), g.Any(r => r.Maybe == 1), g.All(r => r.Value > -5), g.Where(r => r.Key > 0).Any(), g.Select(r => r.Maybe).All(m => m != 0))),
        b => b.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Any(), g.Any(r => r.Maybe == 1), g.All(r => r.Value > -5), g.Where(r => r.Key > 0).Any(), g.Select(r => r.Maybe).All(m => m != 0))),
        RowOrder.Unspecified);

    [Fact]
    public void Filtered_and_selected_aggregates_equal_LINQ() => OneBatch.Equals(
        Rows.All,
        s => s.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Where(r => r.Value > 0).Sum(r => r.Id), g.Where(r => r.Maybe > 0).Select(r => r.Maybe).Max(), g.Select(r => r.Value).Where(v => v < 2).Count(), g.Where(r => r.Id > 5).Where(r => r.Key > 0).Select(r => r.Id).Where(i => i % 2 == 0).Sum())),
        b => b.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Where(r => r.Value > 0).Sum(r => r.Id), g.Where(r => r.Maybe > 0).Select(r => r.Maybe).Max(), g.Select(r => r.Value).Where(v => v < 2).Count(), g.Where(r => r.Id > 5).Where(r => r.Key > 0).Select(r => r.Id).Where(i => i % 2 == 0).Sum())),
        RowOrder.Unspecified);

    [Fact]
    public void What_is_not_an_aggregate_equals_LINQ() => OneBatch.Equals(
        Rows.All,
        s => s.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Select(r => r.Name).Distinct().Count(), g.OrderBy(r => r.Value).ThenBy(r => r.Id).Take(2).Select(r => r.Id).ToArray(), g.ToList(), g.Select(r => r.Id).Aggregate("", (a, i) => a + "," + i), g.Skip(1).Count())),
        b => b.GroupBy(r => r.Key).Select(g => ValueTuple.Create(g.Key, g.Select(r => r.Name).Distinct().Count(), g.OrderBy(r => r.Value).ThenBy(r => r.Id).Take(2).Select(r => r.Id).ToArray(), g.ToList(), g.Select(r => r.Id).Aggregate("", (a, i) => a + "," + i), g.Skip(1).Count())),
        RowOrder.Unspecified);

    [Fact]
    public void Whole_groups_equal_LINQ()
    {
        OneBatch.Equals(Rows.All, s => s.GroupBy(r => r.Name).Select(g => g), b => b.GroupBy(r => r.Name), RowOrder.Unspecified);
        OneBatch.Equals(Rows.All, s => s.GroupBy(r => r.Key, r => r.Value).SelectMany(g => g.Select(v => v * g.Key)), b => b.GroupBy(r => r.Key, r => r.Value).SelectMany(g => g.Select(v => v * g.Key)), RowOrder.Unspecified);
    }

    [Fact]
    public void Having_equals_LINQ()
    {
        OneBatch.Equals(
            Rows.All,
            s => from r in s group r by r.Key into g let n = g.Count() where n > 1 && g.Max(r => r.Id) > 500_000 select new { g.Key, n, Sum = g.Sum(r => r.Price) },
            b => from r in b group r by r.Key into g let n = g.Count() where n > 1 && g.Max(r => r.Id) > 500_000 select new { g.Key, n, Sum = g.Sum(r => r.Price) },
            RowOrder.Unspecified);
        OneBatch.Equals(
            Rows.All,
            s => (from r in s group r.Id by r.Key into g orderby g.Sum() descending, g.Key select g.Key).Take(3),
            b => (from r in b group r.Id by r.Key into g orderby g.Sum() descending, g.Key select g.Key).Take(3));
    }

    [Fact]
    public void Groups_of_groups_equal_LINQ() => OneBatch.Equals(
        Rows.All,
        s => from r in s group r by r.Name into g group g.Count() by g.Count() % 2 into h select ValueTuple.Create(h.Key, h.Sum(), h.Count()),
        b => from r in b group r by r.Name into g group g.Count() by g.Count() % 2 into h select ValueTuple.Create(h.Key, h.Sum(), h.Count()),
        RowOrder.Unspecified);

    [Fact]
    public void Keyed_operators_equal_LINQ()
    {
        OneBatch.Equals(Rows.Strings, s => s.CountBy(x => x + "!"), b => b.CountBy(x => x + "!").Select(p => new KeyValuePair<string, long>(p.Key, p.Value)), RowOrder.Unspecified);
        OneBatch.Equals(Rows.Ints, s => s.AggregateBy(x => x % 3, 100L, (a, x) => (a * 3) + x), b => b.AggregateBy(x => x % 3, 100L, (a, x) => (a * 3) + x), RowOrder.Unspecified);
        OneBatch.Equals(
            Rows.All, s => s.Select(r => new KeyValuePair<int, string?>(r.Key, r.Name)).ReduceByKey((x, y) => x + y),
            b => b.GroupBy(r => r.Key, r => r.Name).Select(g => new KeyValuePair<int, string?>(g.Key, g.Aggregate((x, y) => x + y))), RowOrder.Unspecified);
        OneBatch.Equals(
            Rows.All, s => s.Select(r => new KeyValuePair<string?, int>(r.Name, r.Key)).MapValues(v => v + 1).GroupByKey(),
            b => b.GroupBy(r => r.Name, r => r.Key + 1).Select(g => new KeyValuePair<string?, IReadOnlyList<int>>(g.Key, [.. g])), RowOrder.Unspecified);
    }
}
