namespace Specification.Tests.Properties;

/// <summary>Scalars against LINQ to Objects; every number type.</summary>
public sealed class ScalarProperties
{
    [Fact]
    public void Counts_equal_LINQ()
    {
        OneBatch.Scalar(Rows.Ints, s => s.Count(), b => b.LongCount(), emptyHasResult: true);
        OneBatch.Scalar(Rows.Ints, s => s.Count(x => x > 0), b => b.LongCount(x => x > 0), emptyHasResult: true);
    }

    [Fact]
    public void Quantifiers_equal_LINQ()
    {
        OneBatch.Scalar(Rows.Ints, s => s.Any(), b => b.Any());
        OneBatch.Scalar(Rows.Ints, s => s.Any(x => x == 5), b => b.Any(x => x == 5));
        OneBatch.Scalar(Rows.Ints, s => s.All(x => x < 5), b => b.All(x => x < 5));
    }

    [Fact]
    public void Sums_equal_LINQ()
    {
        OneBatch.Scalar(Rows.Ints, s => s.Sum(), b => b.Sum(), emptyHasResult: true);
        OneBatch.Scalar(Rows.NullableInts, s => s.Sum(), b => b.Sum(), emptyHasResult: true);
        OneBatch.Scalar(Rows.Doubles, s => s.Sum(), b => b.Sum(), emptyHasResult: true);
        OneBatch.Scalar(Rows.Decimals, s => s.Sum(), b => b.Sum(), emptyHasResult: true);
        OneBatch.Scalar(Rows.All, s => s.Sum(r => (long)r.Key), b => b.Sum(r => (long)r.Key), emptyHasResult: true);
        OneBatch.Scalar(Rows.All, s => s.Sum(r => (float)r.Value), b => b.Sum(r => (float)r.Value), emptyHasResult: true);
        OneBatch.Scalar(Rows.All, s => s.Sum(r => r.Key > 0 ? r.Value : (double?)null), b => b.Sum(r => r.Key > 0 ? r.Value : (double?)null), emptyHasResult: true);
        OneBatch.Scalar(Rows.All, s => s.Sum(r => r.Key > 0 ? r.Price : (decimal?)null), b => b.Sum(r => r.Key > 0 ? r.Price : (decimal?)null), emptyHasResult: true);
    }

    [Fact]
    public void Averages_equal_LINQ()
    {
        OneBatch.Scalar(Rows.Ints, s => s.Average(), b => b.Average());
        OneBatch.Scalar(Rows.NullableInts, s => s.Average(), b => b.Average());
        OneBatch.Scalar(Rows.Doubles, s => s.Average(), b => b.Average());
        OneBatch.Scalar(Rows.Decimals, s => s.Average(), b => b.Average());
        OneBatch.Scalar(Rows.All, s => s.Average(r => (long)r.Key), b => b.Average(r => (long)r.Key));
        OneBatch.Scalar(Rows.All, s => s.Average(r => (float)r.Value), b => b.Average(r => (float)r.Value));
        OneBatch.Scalar(Rows.All, s => s.Average(r => r.Key > 0 ? (float?)r.Key : null), b => b.Average(r => r.Key > 0 ? (float?)r.Key : null));
    }

    [Fact]
    public void Extremes_equal_LINQ()
    {
        OneBatch.Scalar(Rows.Ints, s => s.Min(), b => b.Min());
        OneBatch.Scalar(Rows.NullableInts, s => s.Max(), b => b.Max());
        OneBatch.Scalar(Rows.Doubles, s => s.Min(), b => b.Min());
        OneBatch.Scalar(Rows.Doubles, s => s.Max(), b => b.Max());
        OneBatch.Scalar(Rows.Doubles.Select(d => d > 0 ? d : (double?)null), s => s.Max(), b => b.Max());
        OneBatch.Scalar(Rows.Doubles.Select(d => d > 0 ? null : (double?)d), s => s.Min(), b => b.Min());
        OneBatch.Scalar(Rows.Strings, s => s.Min(), b => b.Min(StringComparer.Ordinal));
        OneBatch.Scalar(Rows.Strings, s => s.Max(), b => b.Max(StringComparer.Ordinal));
        OneBatch.Scalar(Rows.All, s => s.Max(r => r.Price), b => b.Max(r => r.Price));
        OneBatch.Scalar(Rows.All, s => s.Min(r => r.Key > 0), b => b.Min(r => r.Key > 0));
        OneBatch.Scalar(Rows.All, s => s.Max(r => ValueTuple.Create(r.Key, r.Id)), b => b.Max(r => ValueTuple.Create(r.Key, r.Id)));
    }

    [Fact]
    public void Rows_with_the_extreme_key_equal_LINQ()
    {
        OneBatch.Scalar(Rows.All, s => s.MinBy(r => r.Key), b => b.MinBy(r => r.Key)!);
        OneBatch.Scalar(Rows.All, s => s.MaxBy(r => r.Key), b => b.MaxBy(r => r.Key)!);
        OneBatch.Scalar(Rows.All, s => s.MinBy(r => r.Value), b => b.MinBy(r => r.Value)!);
        OneBatch.Scalar(Rows.All, s => s.MaxBy(r => r.Value), b => b.MaxBy(r => r.Value)!);
        OneBatch.Scalar(Rows.All, s => s.MaxBy(r => r.Maybe), b => b.MaxBy(r => r.Maybe)!);
        OneBatch.Scalar(Rows.All, s => s.MinBy(r => r.Maybe), b => b.MinBy(r => r.Maybe)!);
        OneBatch.Scalar(Rows.All, s => s.MinBy(r => r.Name), b => b.MinBy(r => r.Name, StringComparer.Ordinal)!);
        OneBatch.Scalar(Rows.All, s => s.MaxBy(r => r.Name), b => b.MaxBy(r => r.Name, StringComparer.Ordinal)!);
    }

    [Fact]
    public void Aggregates_equal_LINQ()
    {
        OneBatch.Scalar(Rows.Strings, s => s.Aggregate((x, y) => x + y), b => b.Aggregate((x, y) => x + y));
        OneBatch.Scalar(Rows.Ints, s => s.Aggregate(1L, (a, x) => (a * 7) + x), b => b.Aggregate(1L, (a, x) => (a * 7) + x));
        OneBatch.Scalar(Rows.Ints, s => s.Aggregate("", (a, x) => a + x, (a, b) => a + b, a => a.Length), b => b.Aggregate("", (a, x) => a + x, a => a.Length));
    }
}
