using System.Runtime.CompilerServices;

namespace Conformance.Tests.Incremental;

/// <summary>The operators by key over windows.</summary>
public sealed class KeyedWindowProperties
{
    [Fact]
    [GeneratedCases(150)]
    public void CountBy_equals_a_recomputation() => Check(
        (s, _) => s.CountBy(x => x.Key), (rows, _) => rows.GroupBy(x => x.Key).Select(g => new KeyValuePair<int, long>(g.Key, g.Count())));

    [Fact]
    [GeneratedCases(150)]
    public void ReduceByKey_keeps_the_order_of_values() => Check(
        (s, _) => s.Select(x => KeyValuePair.Create(x.Key, x.Text)).ReduceByKey((a, b) => a + b),
        (rows, _) => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, string.Concat(g.Select(x => x.Text)))));

    [Fact]
    [GeneratedCases(150)]
    public void AggregateBy_in_one_piece_equals_a_recomputation() => Check(
        (s, _) => s.AggregateBy(x => x.Key, 1L, (total, x) => (total * 3) + x.Number),
        (rows, _) => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, g.Aggregate(1L, (total, x) => (total * 3) + x.Number))));

    [Fact]
    [GeneratedCases(150)]
    public void AggregateBy_in_parts_equals_a_recomputation() => Check(
        (s, _) => s.AggregateBy(x => x.Key, "", (text, x) => text + x.Text, (a, b) => a + b),
        (rows, _) => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, string.Concat(g.Select(x => x.Text)))));

    [Fact]
    [GeneratedCases(100)]
    public void GroupByKey_keeps_the_order_of_values() => Check(
        (s, _) => s.Select(x => KeyValuePair.Create(x.Key, x.Number)).GroupByKey().FlatMapValues(values => values).MapValues(value => value + 1),
        (rows, _) => rows.GroupBy(x => x.Key).SelectMany(g => g.Select(x => KeyValuePair.Create(g.Key, x.Number + 1))));

    [Fact]
    [GeneratedCases(200)]
    public void ReduceByKeyAndWindow_without_inverse_keeps_the_order_of_values() => CheckUnwindowed(
        (s, stream) => s.Select(x => KeyValuePair.Create(x.Key, x.Text)).ReduceByKeyAndWindow((a, b) => a + b, stream.LengthTime, stream.SlideTime),
        rows => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, string.Concat(g.Select(x => x.Text)))));

    [Fact]
    [GeneratedCases(300)]
    public void ReduceByKeyAndWindow_with_inverse_drops_keys_with_their_last_value() => CheckUnwindowed(
        (s, stream) => s.Select(x => KeyValuePair.Create(x.Key, x.Number)).ReduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, stream.LengthTime, stream.SlideTime),
        rows => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, g.Sum(x => x.Number))));

    /// <summary>The inverse takes out what is oldest, so the function need not be commutative.</summary>
    [Fact]
    [GeneratedCases(200)]
    public void The_inverse_of_a_concatenation_cuts_off_the_oldest() => CheckUnwindowed(
        (s, stream) => s.Select(x => KeyValuePair.Create(x.Key, x.Text)).ReduceByKeyAndWindow((a, b) => a + b, (a, b) => a.Substring(b.Length), stream.LengthTime, stream.SlideTime),
        rows => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, string.Concat(g.Select(x => x.Text)))));

    [Fact]
    [GeneratedCases(300)]
    public void A_condition_on_results_never_changes_later_ones() => CheckUnwindowed(
        (s, stream) => s.Select(x => KeyValuePair.Create(x.Key, x.Number))
            .ReduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, stream.LengthTime, stream.SlideTime, pair => pair.Value != 0),
        rows => rows.GroupBy(x => x.Key).Select(g => KeyValuePair.Create(g.Key, g.Sum(x => x.Number))).Where(pair => pair.Value != 0));

    private void Check<T>(
        Func<IStreamQueryable<Row>, RandomStream, IStreamQueryable<T>> query, Func<Row[], RandomStream, IEnumerable<T>> model, [CallerMemberName] string name = "") =>
        this.Check(
            Generate.Stream,
            stream => stream.Expect(rows => query(rows.Window(stream.LengthTime, stream.SlideTime), stream), stream.Windows.Select(rows => model(rows, stream))),
            name);

    private void CheckUnwindowed<T>(
        Func<IStreamQueryable<Row>, RandomStream, IStreamQueryable<T>> query, Func<Row[], IEnumerable<T>> model, [CallerMemberName] string name = "") =>
        this.Check(Generate.Stream, stream => stream.Expect(rows => query(rows, stream), stream.Windows.Select(model)), name);
}
