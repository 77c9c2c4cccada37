namespace Specification.Tests.Tables;

public sealed class PerRowSpecification : StreamSpecification
{
    [Fact]
    public void Where_keeps_the_rows_that_match_in_their_order() =>
        Batches([3, 1, 4], [], [1, 5, 9]).Through(s => s.Where(x => x > 2)).ShouldEmit([3, 4], [], [5, 9]);

    [Fact]
    public void Select_gives_one_row_for_each() =>
        Batches([1, 2], [3]).Through(s => s.Select(x => $"<{x}>")).ShouldEmit(["<1>", "<2>"], ["<3>"]);

    [Fact]
    public void SelectMany_gives_the_items_of_each_row_in_order() =>
        Batches([2, 0, 3], [1]).Through(s => s.SelectMany(x => Enumerable.Range(0, x))).ShouldEmit([0, 1, 0, 1, 2], [0]);

    [Fact]
    public void SelectMany_with_a_result_pairs_each_item_with_its_row() =>
        Batches(["ab", ""], ["c"]).Through(s => s.SelectMany(x => x.ToCharArray(), (x, c) => x + ":" + c)).ShouldEmit(["ab:a", "ab:b"], ["c:c"]);

    [Fact]
    public void Query_syntax_with_let_where_and_two_froms_works() =>
        Batches([1, 2, 3], [4])
            .Through(s => from x in s
                          let square = x * x
                          where square > 1
                          from y in new[] { square, -square }
                          where y != -4
                          select x + ":" + y)
            .ShouldEmit(["2:4", "3:9", "3:-9"], ["4:16", "4:-16"]);

    [Fact]
    public void OfType_keeps_the_rows_of_a_type_and_Cast_converts_all()
    {
        Batches<object>([1, "a", 2], ["b"]).Through(s => s.OfType<string>()).ShouldEmit(["a"], ["b"]);
        Batches<object>([1, 2], [3]).Through(s => s.Cast<int>()).ShouldEmit([1, 2], [3]);
        Batches<object?>([1, null], [3]).Through(s => s.OfType<int>()).ShouldEmit([1], [3]);
    }

    [Fact]
    public void Cast_does_not_convert_between_numbers() =>
        Batches<object>([1]).Through(s => s.Cast<long>()).ShouldFail("LS3001");

    [Fact]
    public void Concat_gives_the_rows_of_both() =>
        Batches([1, 2], [3]).And([10], [20, 30]).Through((a, b) => a.Concat(b)).ShouldEmitInAnyOrder([1, 2, 10], [3, 20, 30]);

    [Fact]
    public void Concat_of_a_stream_with_itself_gives_each_row_twice() =>
        Batches([1, 2], [3]).Through(s => s.Concat(s)).ShouldEmitInAnyOrder([1, 1, 2, 2], [3, 3]);

    [Fact]
    public void Concat_needs_the_same_window_on_both_sides() =>
        Batches([1]).And([1]).Through((a, b) => a.Window(Batch(2)).Concat(b)).ShouldFail("LS1003");

    [Fact]
    public void Concat_exists_where_one_of_its_sides_does() =>
        Batches([1], null, null).And(null, [2], null).Through((a, b) => a.Concat(b)).ShouldEmitInAnyOrder([1], [2]);

    [Fact]
    public void Repartition_keeps_the_order() =>
        Batches([1, 2, 3, 4, 5], [], [6]).Through(s => s.Repartition(3).Select(x => x * 2)).ShouldEmit([2, 4, 6, 8, 10], [], [12]);

    [Fact]
    public void A_stream_has_no_output_where_its_source_has_no_RDD() =>
        Batches([1], null, [], [2]).Through(s => s.Select(x => x + 1).Where(x => x > 0)).ShouldEmit([2], [], [3]);

    [Fact]
    public void Batches_after_the_last_input_are_empty() =>
        Batches([1]).Through(s => s.Select(x => x)).With(o => o with { BatchCount = 3 }).ShouldEmit([1], [], []);

    [Fact]
    public void Named_changes_nothing() =>
        Batches([1, 2]).Through(s => s.Where(x => x > 1).Named("big").Select(x => x)).ShouldEmit([2]);
}
