namespace Conformance.Tests.EventTime;

/// <summary>Queries of windowed rows without groups, each with what it gives for the rows of one instance.</summary>
internal static class WindowScalars
{
    /// <summary>One row for each instance.</summary>
    public static readonly IReadOnlyList<(Func<IStreamQueryable<Event>, IStreamQueryable<object?>> Query, Func<IReadOnlyList<Event>, IEnumerable<object?>> Model)> Scalars =
    [
        (s => s.Count().Select(n => (object?)n), rows => [(long)rows.Count]),
        (s => s.Sum(x => x.Number).Select(n => (object?)n), rows => [rows.Sum(x => x.Number)]),
        (s => s.Min(x => x.Real).Select(n => (object?)n), rows => [rows.Min(x => x.Real)]),
        (s => s.Max(x => x.Number).Select(n => (object?)n), rows => [rows.Max(x => x.Number)]),
        (s => s.Average(x => x.Number).Select(n => (object?)n), rows => [rows.Average(x => x.Number)]),
        (s => s.MinBy(x => x.Number).Select(x => (object?)x), rows => [rows.MinBy(x => x.Number)]),
        (s => s.MaxBy(x => x.Name).Select(x => (object?)x), rows => [rows.MaxBy(x => x.Name, StringComparer.Ordinal)]),
        (s => s.Any(x => x.Number > 2).Select(b => (object?)b), rows => [rows.Any(x => x.Number > 2)]),
        (s => s.All(x => x.Number < 2).Select(b => (object?)b), rows => [rows.All(x => x.Number < 2)]),
        (s => s.Select(x => x.Text).Aggregate((a, b) => a + b).Select(text => (object?)text), rows => [string.Concat(rows.Select(x => x.Text))]),
        (s => s.Aggregate("", (text, x) => text + x.Text, (a, b) => a + b).Select(text => (object?)text), rows => [string.Concat(rows.Select(x => x.Text))]),
        (s => s.Aggregate(1L, (total, x) => (total * 3) + x.Number).Select(n => (object?)n), rows => [rows.Aggregate(1L, (total, x) => (total * 3) + x.Number)]),
        (s => s.OrderBy(x => x.Number).ThenByDescending(x => x.Text).Take(3).Select(x => (object?)x), rows => rows.OrderBy(x => x.Number).ThenByDescending(x => x.Text, StringComparer.Ordinal).Take(3)),
        (s => s.OrderByDescending(x => x.Real).Select(x => (object?)x), rows => rows.OrderByDescending(x => x.Real)),
        (s => s.Take(2).Select(x => (object?)x), rows => rows.Take(2)),
        (s => s.Skip(1).Take(2).Select(x => (object?)x), rows => rows.Skip(1).Take(2)),
        (s => s.Transform((rows, end) => rows.Select(x => x.Text + (x.At < end)).Reverse()).Select(x => (object?)x), rows => rows.Select(x => x.Text + true).Reverse()),
        (s => s.Select(x => (object?)x), rows => rows),
        (s => s.Where(x => x.Number > 0).Select(x => (object?)x.Text), rows => rows.Where(x => x.Number > 0).Select(x => x.Text)),
    ];

    /// <summary>Rows by key, in no order.</summary>
    public static readonly IReadOnlyList<(Func<IStreamQueryable<Event>, IStreamQueryable<object?>> Query, Func<IReadOnlyList<Event>, IEnumerable<object?>> Model)> Keyed =
    [
        (s => s.CountBy(x => x.Key).Select(pair => (object?)new object[] { pair.Key, pair.Value }), rows => rows.CountBy(x => x.Key).Select(pair => new object[] { pair.Key, (long)pair.Value })),
        (s => s.DistinctBy(x => x.Name).Select(x => (object?)x), rows => rows.DistinctBy(x => x.Name)),
        (s => s.Select(x => x.Real).Distinct().Select(x => (object?)x), rows => rows.Select(x => x.Real).Distinct().Select(x => (object?)x)),
        (s => s.Select(x => KeyValuePair.Create(x.Key, x.Text)).ReduceByKey((a, b) => a + b).Select(pair => (object?)pair.Value), rows => rows.GroupBy(x => x.Key).Select(g => string.Concat(g.Select(x => x.Text)))),
        (s => s.AggregateBy(x => x.Name, 0L, (total, x) => (total * 2) + x.Number).Select(pair => (object?)pair.Value), rows => rows.GroupBy(x => x.Name).Select(g => (object?)g.Aggregate(0L, (total, x) => (total * 2) + x.Number))),
        (s => s.GroupBy(x => x.Key).SelectMany(g => g.OrderBy(x => x.Number).ThenBy(x => x.Text).Take(2)).Select(x => (object?)x), rows => rows.GroupBy(x => x.Key).SelectMany(g => g.OrderBy(x => x.Number).ThenBy(x => x.Text, StringComparer.Ordinal).Take(2))),
        (s => s.Select(x => KeyValuePair.Create(x.Key, x.Text)).GroupByKey().Select(pair => (object?)pair.Value), rows => rows.GroupBy(x => x.Key).Select(g => g.Select(x => x.Text).ToArray())),
        (s => s.Select(x => x.Number).Union(s.Select(x => x.Key)).Select(n => (object?)n), rows => rows.Select(x => x.Number).Union(rows.Select(x => x.Key)).Select(n => (object?)n)),
        (s => s.Where(x => x.Number > 0).Select(x => x.Key).Except(s.Where(x => x.Number < 0).Select(x => x.Key)).Select(n => (object?)n), rows => rows.Where(x => x.Number > 0).Select(x => x.Key).Except(rows.Where(x => x.Number < 0).Select(x => x.Key)).Select(n => (object?)n)),
        (s => from x in s group x by x.Key into g where g.Count() > 1 select (object?)(g.Key + g.Sum(x => x.Number)), rows => rows.GroupBy(x => x.Key).Where(g => g.Count() > 1).Select(g => (object?)(g.Key + g.Sum(x => x.Number)))),
    ];
}
