using System.Linq.Expressions;
using CsCheck;

namespace Conformance.Tests.Incremental;

/// <summary>Groups of windows, whose aggregates are maintained from batch to batch, against the rows of each window grouped anew.</summary>
public sealed class WindowGroupProperties
{
    [Fact]
    [GeneratedCases(1200)]
    public void What_is_added_and_subtracted_equals_a_recomputation() => CheckAggregates(GroupAggregates.Subtractable);

    [Fact]
    [GeneratedCases(1800)]
    public void What_is_kept_in_stacks_equals_a_recomputation() => CheckAggregates(GroupAggregates.Others);

    [Fact]
    [GeneratedCases(500)]
    public void What_needs_all_rows_equals_a_recomputation() => CheckAggregates(GroupAggregates.Collected);

    [Fact]
    [GeneratedCases(300)]
    public void A_condition_on_groups_equals_a_recomputation() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => from row in rows.Window(stream.LengthTime, stream.SlideTime)
                where row.Number != 3
                group row by row.Key into g
                where g.Count() > 1 && g.Sum(x => x.Number) != 0
                select new object[] { g.Key, g.Max(x => x.Number) },
        stream.Windows.Select(rows => rows.Where(row => row.Number != 3).GroupBy(row => row.Key)
            .Where(g => g.Count() > 1 && g.Sum(x => x.Number) != 0).Select(g => new object[] { g.Key, g.Max(x => x.Number) }))));

    [Fact]
    [GeneratedCases(300)]
    public void Elements_of_groups_may_be_selected() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => rows.Window(stream.LengthTime, stream.SlideTime).GroupBy(row => row.Key, row => row.Text).Select(g => g.Key + g.Aggregate((a, b) => a + b)),
        stream.Windows.Select(rows => rows.GroupBy(row => row.Key, row => row.Text).Select(g => g.Key + g.Aggregate((a, b) => a + b)))));

    [Fact]
    [GeneratedCases(250)]
    public void Keys_of_several_members_equal_a_recomputation() => CheckKeys(row => row.Pair);

    [Fact]
    [GeneratedCases(250)]
    public void Keys_that_are_no_numbers_or_negative_zero_equal_a_recomputation() => CheckKeys(row => row.Real);

    [Fact]
    [GeneratedCases(200)]
    public void Keys_of_equal_decimals_equal_a_recomputation() => CheckKeys(row => row.Money);

    [Fact]
    [GeneratedCases(200)]
    public void Keys_that_may_be_null_equal_a_recomputation() => CheckKeys(row => row.Maybe);

    private void CheckAggregates(Expression<Func<IStreamGrouping<int, Row>, object?>>[] aggregates, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var models = aggregates.Select(aggregate => aggregate.Compile()).ToArray();
        var cases = Gen.Select(Generate.Stream, Gen.Int[0, aggregates.Length - 1], (stream, which) => new AggregateCase(stream, which));
        this.Check(
            cases,
            item => item.Stream.Expect(
                rows => rows.Window(item.Stream.LengthTime, item.Stream.SlideTime).GroupBy(row => row.Key).Select(aggregates[item.Which]),
                item.Stream.Windows.Select(rows => ModelGroup<int>.Of(rows, row => row.Key).Select(models[item.Which]))),
            name);
    }

    private void CheckKeys<TKey>(Expression<Func<Row, TKey>> key, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var model = key.Compile();
        this.Check(
            Generate.Stream,
            stream => stream.Expect(
                rows => rows.Window(stream.LengthTime, stream.SlideTime).GroupBy(key).Select(g => new object?[] { g.Key, g.Count(), g.Sum(x => x.Number), g.Count(x => x.Number > 0) }),
                stream.Windows.Select(rows => rows.GroupBy(model).Select(g => new object?[] { g.Key, g.Count(), g.Sum(x => x.Number), g.Count(x => x.Number > 0) }))),
            name);
    }

    private sealed record AggregateCase(RandomStream Stream, int Which);
}
