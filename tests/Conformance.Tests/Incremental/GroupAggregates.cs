using System.Linq.Expressions;

namespace Conformance.Tests.Incremental;

/// <summary>Everything that a query may ask of a group. Each lambda is run by the engine as rows come and go, and by LINQ to Objects on the whole group.</summary>
internal static class GroupAggregates
{
    /// <summary>Counts and sums of integers: they are added to and subtracted from.</summary>
    public static readonly Expression<Func<IStreamGrouping<int, Row>, object?>>[] Subtractable =
    [
        g => g.Count(),
        g => g.LongCount(),
        g => g.Sum(x => x.Number),
        g => g.Sum(x => x.Large),
        g => g.Sum(x => x.Maybe),
        g => g.Average(x => x.Number),
        g => g.Average(x => x.Large),
        g => g.Average(x => x.Maybe),
        g => g.Count(x => x.Number > 0),
        g => g.Where(x => x.Number < 0).Sum(x => x.Large),
        g => g.Where(x => x.Number != 7).Select(x => x.Number * 2).Sum(),
        g => g.Count() - g.Count(x => x.Number == 7),
        g => new object[] { g.Count(), g.Sum(x => x.Number), g.Average(x => x.Number), g.Count(x => x.Number > 0) },
    ];

    /// <summary>Aggregates out of which nothing can be taken.</summary>
    public static readonly Expression<Func<IStreamGrouping<int, Row>, object?>>[] Others =
    [
        g => g.Sum(x => x.Real),
        g => g.Average(x => x.Real),
        g => g.Sum(x => x.Money),
        g => g.Average(x => x.Money),
        g => g.Sum(x => (float)x.Number),
        g => g.Min(x => x.Number),
        g => g.Max(x => x.Number),
        g => g.Min(x => x.Real),
        g => g.Max(x => x.Real),
        g => g.Max(x => x.Maybe),
        g => g.Min(x => x.Text),
        g => g.Max(x => x.Money),
        g => g.MinBy(x => x.Number),
        g => g.MaxBy(x => x.Number),
        g => g.MaxBy(x => x.Real),
        g => g.First(),
        g => g.Last(),
        g => g.Any(),
        g => g.Any(x => x.Number == 7),
        g => g.All(x => x.Number < 7),
        g => g.Select(x => x.Text).Aggregate((a, b) => a + b),
        g => g.Where(x => x.Number >= -7).Select(x => x.Text).Aggregate((a, b) => a + b),
        g => g.Where(x => x.Real > 0).Sum(x => x.Real),
        g => new object?[] { g.Count(), g.Sum(x => x.Real), g.Max(x => x.Number), g.First(), g.Select(x => x.Text).Aggregate((a, b) => a + b), g.Sum(x => x.Large) },
        g => g.Max(x => x.Number) - g.Min(x => x.Number) + g.Count(),
    ];

    /// <summary>What needs the rows themselves.</summary>
    public static readonly Expression<Func<IStreamGrouping<int, Row>, object?>>[] Collected =
    [
        g => g.Select(x => x.Number).Distinct().Count(),
        g => g.Select(x => x.Text).ToList(),
        g => g.OrderBy(x => x.Number).ThenByDescending(x => x.Text).Take(2).ToArray(),
        g => g.OrderByDescending(x => x.Number).First().Text + g.Count(),
        g => g.Aggregate(1L, (total, x) => (total * 3) + x.Number),
        g => g.Aggregate("", (text, x) => text + x.Text),
        g => string.Join("/", g.Select(x => x.Text)),
        g => g.Distinct().Count() + g.Sum(x => x.Number),
    ];
}
