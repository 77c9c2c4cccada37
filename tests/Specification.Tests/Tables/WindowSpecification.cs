namespace Specification.Tests.Tables;

public sealed class WindowSpecification : StreamSpecification
{
    private static readonly BatchTable<int> Numbers = new([[0], [1], [2], [3], [4]]);

    [Fact]
    public void A_sliding_window_holds_the_latest_batches_and_is_partial_at_first() =>
        Numbers.Through(s => s.Window(Batch(3), Batch(1))).ShouldEmit([0], [0, 1], [0, 1, 2], [1, 2, 3], [2, 3, 4]);

    [Fact]
    public void A_slide_of_two_batches_gives_every_other_batch() =>
        Numbers.Through(s => s.Window(Batch(3), Batch(2))).ShouldEmit([0, 1], [1, 2, 3]);

    [Fact]
    public void A_window_without_slide_slides_by_one_batch() =>
        Numbers.Through(s => s.Window(Batch(2))).ShouldEmit([0], [0, 1], [1, 2], [2, 3], [3, 4]);

    [Fact]
    public void A_slide_longer_than_the_window_leaves_batches_out() =>
        Numbers.Through(s => s.Window(Batch(1), Batch(2))).ShouldEmit([1], [3]);

    [Fact]
    public void A_window_over_a_window_is_the_union_of_its_instances() =>
        Numbers.Through(s => s.Window(Batch(2)).Window(Batch(2)))
            .ShouldEmit([0], [0, 0, 1], [0, 1, 1, 2], [1, 2, 2, 3], [2, 3, 3, 4]);

    [Fact]
    public void A_window_over_a_sliding_window_counts_in_its_slides() =>
        Batches([0], [1], [2], [3], [4], [5]).Through(s => s.Window(Batch(2), Batch(2)).Window(Batch(4), Batch(2)))
            .ShouldEmit([0, 1], [0, 1, 2, 3], [2, 3, 4, 5]);

    [Fact]
    public void A_window_over_results_of_a_window_aggregates_them_again() =>
        Numbers.Through(s => s.Window(Batch(2)).Sum().Window(Batch(2)).Max()).ShouldEmit([0], [1], [3], [5], [7]);

    [Fact]
    public void A_window_passes_over_batches_without_an_RDD() =>
        Batches([1], null, [], [2], null).Through(s => s.Window(Batch(2))).ShouldEmit([1], [1], [], [2], [2]);

    [Fact]
    public void Keys_without_rows_in_the_window_are_absent() =>
        Batches(["a"], ["b"], [], []).Through(s => s.Window(Batch(2)).CountBy(w => w))
            .ShouldEmitInAnyOrder([Pair("a", 1L)], [Pair("a", 1L), Pair("b", 1L)], [Pair("b", 1L)], []);

    [Fact]
    public void Select_sees_the_bounds_of_the_window_also_of_a_partial_one() =>
        Batches([7], [8]).Through(s => s.Window(Batch(3)).Select((x, w) => x + " in " + Text(w)))
            .ShouldEmit(["7 in -2..1"], ["7 in -1..2", "8 in -1..2"]);

    [Fact]
    public void A_filter_on_the_window_is_not_moved_below_it() =>
        Batches([1], [2]).Through(s => s.Window(Batch(2)).Select((x, w) => ValueTuple.Create(x, w.End)).Where(p => p.Item2 > At(1)).Select(p => p.Item1))
            .ShouldEmit([], [1, 2]);

    [Fact]
    public void Select_sees_the_batch_where_there_is_no_window() =>
        Batches([7], [8]).Through(s => s.Select((x, w) => x + " in " + Text(w))).ShouldEmit(["7 in 0..1"], ["8 in 1..2"]);

    [Fact]
    public void A_group_knows_its_window() =>
        Batches([7], [8]).Through(s => s.Window(Batch(2)).GroupBy(x => 0).Select(g => g.Count() + " in " + Text(g.Window)))
            .ShouldEmit(["1 in -1..1"], ["2 in 0..2"]);

    [Fact]
    public void Zero_time_and_interval_move_the_windows() =>
        Batches([7], [8])
            .Through(s => s.Window(TimeSpan.FromMinutes(2)).Select((x, w) => x + "@" + w.End.ToString("HH:mm", null)))
            .With(o => o with { BatchInterval = TimeSpan.FromMinutes(1), ZeroTime = At(3600) })
            .ShouldEmit(["7@01:01"], ["7@01:02", "8@01:02"]);

    [Theory]
    [InlineData(1500, 1000)]
    [InlineData(2000, 1500)]
    public void Length_and_slide_must_be_multiples_of_the_inputs_slide(int length, int slide) =>
        Numbers.Through(s => s.Window(TimeSpan.FromMilliseconds(length), TimeSpan.FromMilliseconds(slide))).ShouldFail("LS1102");
}
