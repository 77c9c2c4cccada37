namespace Specification.Tests.Tables;

public sealed class JoinSpecification : StreamSpecification
{
    [Fact]
    public void A_join_pairs_the_rows_of_a_batch_with_equal_keys() =>
        Batches([1, 2, 3], [4]).And(["a1", "b2", "c2"], ["d3"])
            .Through((a, b) => from x in a join y in b on x equals y[1] - '0' select x + y)
            .ShouldEmitInAnyOrder(["1a1", "2b2", "2c2"], []);

    [Fact]
    public void A_join_through_windows_pairs_what_the_windows_hold() =>
        Batches([1], [2], []).And([2], [1], [2])
            .Through((a, b) => a.Window(Batch(2)).Join(b.Window(Batch(2)), x => x, y => y, (x, y) => x * 10))
            .ShouldEmitInAnyOrder([], [10, 20], [20]);

    [Fact]
    public void A_batch_joins_the_window_of_another_stream() =>
        Batches([1], [2], [1]).And([1], [], [])
            .Through((a, b) => a.Join(b.Window(Batch(3)), x => x, y => y, (x, y) => x))
            .ShouldEmitInAnyOrder([1], [], [1]);

    [Fact]
    public void Streams_that_exist_at_different_times_do_not_join() =>
        Batches([1]).And([1]).Through((a, b) => a.Join(b.Window(Batch(2), Batch(2)), x => x, y => y, (x, y) => x)).ShouldFail("LS1004");

    [Fact]
    public void A_null_key_matches_nothing() =>
        Batches([null, "a"], ["b"]).And<string?>([null, "a"], [null])
            .Through((a, b) => a.Join(b, x => x, y => y, (x, y) => x + y)).ShouldEmitInAnyOrder(["aa"], []);

    [Fact]
    public void A_join_with_rows_at_hand_looks_them_up_for_each_row()
    {
        KeyValuePair<int, string>[] names = [Pair(1, "one"), Pair(2, "two"), Pair(1, "uno")];
        Batches([1, 3], [2]).Through(s => from x in s join n in names on x equals n.Key select n.Value)
            .ShouldEmitInAnyOrder(["one", "uno"], ["two"]);
        Batches([null, "a"]).Through(s => s.Join(new[] { null, "a" }, x => x, y => y, (x, y) => x + y)).ShouldEmitInAnyOrder(["aa"]);
    }

    [Fact]
    public void A_composite_key_joins_by_all_its_parts() =>
        Batches([(1, "a"), (1, "b")]).And([(1, "b", 5), (2, "b", 6)])
            .Through((a, b) => a.Join(b, x => new { N = x.Item1, S = x.Item2 }, y => new { N = y.Item1, S = y.Item2 }, (x, y) => y.Item3))
            .ShouldEmitInAnyOrder([5]);

    [Fact]
    public void A_stream_joins_itself() =>
        Batches([1, 2, 1], [3]).Through(s => s.Join(s, x => x, y => y, (x, y) => x)).ShouldEmitInAnyOrder([1, 1, 1, 1, 2], [3]);

    [Fact]
    public void A_join_exists_where_both_sides_do() =>
        Batches([1], null, [3]).And([1], [2], null).Through((a, b) => a.Join(b, x => x, y => y, (x, y) => x)).ShouldEmitInAnyOrder([1]);
}
