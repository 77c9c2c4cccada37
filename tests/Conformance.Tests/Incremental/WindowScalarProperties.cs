using System.Runtime.CompilerServices;
using CsCheck;

namespace Conformance.Tests.Incremental;

/// <summary>Aggregates of whole windows, and what follows when a window holds nothing.</summary>
public sealed class WindowScalarProperties
{
    [Fact]
    [GeneratedCases(200)]
    public void Count_of_nothing_is_zero() => Check(s => s.Count(), rows => [rows.LongLength]);

    [Fact]
    [GeneratedCases(150)]
    public void Count_of_some_is_zero_where_there_are_none() => Check(s => s.Count(x => x.Number > 5), rows => [rows.LongCount(x => x.Number > 5)]);

    [Fact]
    [GeneratedCases(200)]
    public void Sum_of_integers_of_nothing_is_zero() => Check(s => s.Sum(x => x.Number), rows => [rows.Sum(x => x.Number)]);

    [Fact]
    [GeneratedCases(200)]
    public void Sum_of_reals_forgets_what_has_left() => Check(s => s.Sum(x => x.Real), rows => [rows.Sum(x => x.Real)]);

    [Fact]
    [GeneratedCases(150)]
    public void Sum_of_decimals() => Check(s => s.Sum(x => x.Money), rows => [rows.Sum(x => x.Money)]);

    [Fact]
    [GeneratedCases(150)]
    public void Average_of_nothing_gives_no_row() => Check(s => s.Average(x => x.Number), rows => rows.Length == 0 ? [] : [rows.Average(x => x.Number)]);

    [Fact]
    [GeneratedCases(150)]
    public void Average_of_reals() => Check(s => s.Average(x => x.Real), rows => rows.Length == 0 ? [] : [rows.Average(x => x.Real)]);

    [Fact]
    [GeneratedCases(150)]
    public void Min_of_nothing_gives_no_row() => Check(s => s.Min(x => x.Number), rows => rows.Length == 0 ? [] : [rows.Min(x => x.Number)]);

    [Fact]
    [GeneratedCases(150)]
    public void Max_of_reals_with_some_that_are_no_numbers() => Check(s => s.Max(x => x.Real), rows => rows.Length == 0 ? [] : [rows.Max(x => x.Real)]);

    [Fact]
    [GeneratedCases(150)]
    public void MinBy_gives_the_first_of_several() => Check(s => s.MinBy(x => x.Number), rows => rows.Length == 0 ? [] : [rows.MinBy(x => x.Number)!]);

    [Fact]
    [GeneratedCases(150)]
    public void MaxBy_gives_the_first_of_several() => Check(s => s.MaxBy(x => x.Number), rows => rows.Length == 0 ? [] : [rows.MaxBy(x => x.Number)!]);

    [Fact]
    [GeneratedCases(100)]
    public void Any_of_nothing_gives_no_row() => Check(s => s.Any(x => x.Number == 7), rows => rows.Length == 0 ? [] : [rows.Any(x => x.Number == 7)]);

    [Fact]
    [GeneratedCases(100)]
    public void All_of_nothing_gives_no_row() => Check(s => s.All(x => x.Number < 7), rows => rows.Length == 0 ? [] : [rows.All(x => x.Number < 7)]);

    [Fact]
    [GeneratedCases(200)]
    public void A_reduction_keeps_the_order_of_rows() =>
        Check(s => s.Select(x => x.Text).Aggregate((a, b) => a + b), rows => rows.Length == 0 ? [] : [string.Concat(rows.Select(x => x.Text))]);

    [Fact]
    [GeneratedCases(100)]
    public void A_fold_in_one_piece_keeps_the_order_of_rows() =>
        Check(s => s.Aggregate(1L, (total, x) => (total * 3) + x.Number), rows => rows.Length == 0 ? [] : [rows.Aggregate(1L, (total, x) => (total * 3) + x.Number)]);

    [Fact]
    [GeneratedCases(150)]
    public void A_fold_in_parts_keeps_the_order_of_rows() => Check(
        s => s.Aggregate("", (text, x) => text + x.Text, (a, b) => a + b, text => text.Length + text), rows => rows.Length == 0 ? [] : [$"{2 * rows.Length}{string.Concat(rows.Select(x => x.Text))}"]);

    [Fact]
    [GeneratedCases(150)]
    public void Distinct_of_a_window() => Check(s => s.Select(x => x.Real).Distinct(), rows => rows.Select(x => x.Real).Distinct());

    [Fact]
    [GeneratedCases(150)]
    public void DistinctBy_gives_the_first_of_each_key() => Check(s => s.DistinctBy(x => x.Key), rows => rows.DistinctBy(x => x.Key));

    [Fact]
    [GeneratedCases(150)]
    public void The_first_of_an_order() => Check(
        s => s.OrderByDescending(x => x.Number).ThenBy(x => x.Real).Take(3), rows => rows.OrderByDescending(x => x.Number).ThenBy(x => x.Real).Take(3), isOrdered: true);

    [Fact]
    [GeneratedCases(100)]
    public void A_part_of_the_rows_in_their_order() => Check(s => s.Skip(2).Take(4), rows => rows.Skip(2).Take(4), isOrdered: true);

    [Fact]
    [GeneratedCases(150)]
    public void The_first_of_an_order_for_each_key() => Check(
        s => s.GroupBy(x => x.Key).SelectMany(g => g.OrderBy(x => x.Number).ThenByDescending(x => x.Text).Take(2)),
        rows => rows.GroupBy(x => x.Key).SelectMany(g => g.OrderBy(x => x.Number).ThenByDescending(x => x.Text, StringComparer.Ordinal).Take(2)));

    private void Check<T>(
        Func<IStreamQueryable<Row>, IStreamQueryable<T>> query, Func<Row[], IEnumerable<T>> model, bool isOrdered = false, [CallerMemberName] string name = "") =>
        this.Check(
            Generate.Stream,
            stream => stream.Expect(rows => query(rows.Window(stream.LengthTime, stream.SlideTime)), stream.Windows.Select(model), isOrdered),
            name);
}
