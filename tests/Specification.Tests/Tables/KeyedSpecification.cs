namespace Specification.Tests.Tables;

public sealed class KeyedSpecification : StreamSpecification
{
    private static readonly KeyValuePair<string, int>[][] Pairs = [[Pair("a", 1), Pair("b", 2), Pair("a", 3)], [Pair("a", 5)]];

    [Fact]
    public void CountBy_counts_the_rows_of_each_key() =>
        Batches(["x", "y", "x"], ["x"]).Through(s => s.CountBy(w => w)).ShouldEmitInAnyOrder([Pair("x", 2L), Pair("y", 1L)], [Pair("x", 1L)]);

    [Fact]
    public void AggregateBy_folds_the_rows_of_each_key_in_order()
    {
        Batches([1, 2, 3, 4], [5]).Through(s => s.AggregateBy(x => x % 2, "", (a, x) => a + x))
            .ShouldEmitInAnyOrder([Pair(1, "13"), Pair(0, "24")], [Pair(1, "5")]);
        Batches([1, 2, 3, 4], [5]).Through(s => s.AggregateBy(x => x % 2, 0, (a, x) => a + x, (a, b) => a + b))
            .ShouldEmitInAnyOrder([Pair(1, 4), Pair(0, 6)], [Pair(1, 5)]);
    }

    [Fact]
    public void ReduceByKey_reduces_the_values_of_each_key() =>
        Batches(Pairs).Through(s => s.ReduceByKey((x, y) => x + y)).ShouldEmitInAnyOrder([Pair("a", 4), Pair("b", 2)], [Pair("a", 5)]);

    [Fact]
    public void MapValues_and_FlatMapValues_keep_keys()
    {
        Batches(Pairs).Through(s => s.MapValues(x => x * 10)).ShouldEmit([Pair("a", 10), Pair("b", 20), Pair("a", 30)], [Pair("a", 50)]);
        Batches(Pairs).Through(s => s.FlatMapValues(x => new[] { x, -x }.Where(y => y != -2)))
            .ShouldEmit([Pair("a", 1), Pair("a", -1), Pair("b", 2), Pair("a", 3), Pair("a", -3)], [Pair("a", 5), Pair("a", -5)]);
    }

    [Fact]
    public void GroupByKey_collects_the_values_of_each_key_in_order() =>
        Batches(Pairs).Through(s => s.GroupByKey()).ShouldEmitInAnyOrder([Pair<string, IReadOnlyList<int>>("a", [1, 3]), Pair<string, IReadOnlyList<int>>("b", [2])], [Pair<string, IReadOnlyList<int>>("a", [5])]);

    [Fact]
    public void Keyed_operators_work_over_windows() =>
        Batches(Pairs).Through(s => s.Window(Batch(2)).ReduceByKey((x, y) => x + y)).ShouldEmitInAnyOrder([Pair("a", 4), Pair("b", 2)], [Pair("a", 9), Pair("b", 2)]);
}
