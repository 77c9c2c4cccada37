namespace Specification.Tests.Tables;

public sealed class AccumulateSpecification : StreamSpecification
{
    private static readonly BatchTable<string> Words = new([["a", "b"], [], ["a"], ["c", "a"]]);

    [Fact]
    public void Update_gives_the_groups_that_the_batch_touched() =>
        Words.Through(s => s.Accumulate().CountBy(w => w))
            .ShouldEmitInAnyOrder([Pair("a", 1L), Pair("b", 1L)], [], [Pair("a", 2L)], [Pair("c", 1L), Pair("a", 3L)]);

    [Fact]
    public void A_touched_group_is_given_also_when_its_result_is_the_same() =>
        Batches([5], [3], [4]).Through(s => s.Accumulate().GroupBy(x => 0).Select(g => g.Max())).ShouldEmit([5], [5], [5]);

    [Fact]
    public void Complete_gives_the_whole_result_in_every_batch() =>
        Words.Through(s => s.Accumulate().Emit(Emission.Complete).CountBy(w => w))
            .ShouldEmitInAnyOrder(
                [Pair("a", 1L), Pair("b", 1L)], [Pair("a", 1L), Pair("b", 1L)],
                [Pair("a", 2L), Pair("b", 1L)], [Pair("a", 3L), Pair("b", 1L), Pair("c", 1L)]);

    [Fact]
    public void A_complete_result_can_be_ordered_and_cut() =>
        Words.Through(s => s.Accumulate().Emit(Emission.Complete).CountBy(w => w).OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(1).Select(p => p.Key + p.Value))
            .ShouldEmit(["a1"], ["a1"], ["a2"], ["a3"]);

    [Fact]
    public void Raw_rows_are_the_new_ones() =>
        Words.Through(s => s.Accumulate().Where(w => w != "b")).ShouldEmit(["a"], [], ["a"], ["c", "a"]);

    [Fact]
    public void Without_a_key_everything_is_one_group() =>
        Batches([1, 2], [3], [4, 5]).Through(s => s.Accumulate().Sum()).ShouldEmit([3], [6], [15]);

    [Fact]
    public void A_batch_that_touches_nothing_gives_no_scalar() =>
        Batches([1, 2], [], null, [3]).Through(s => s.Accumulate().Count()).ShouldEmit([2], [], [], [3]);

    [Fact]
    public void Groups_keep_all_their_rows_in_order() =>
        Batches([1, 2], [3], [4]).Through(s => s.Accumulate().GroupBy(x => x % 2).Select(g => string.Join(",", g) + " " + g.First() + g.Last()))
            .ShouldEmitInAnyOrder(["1 11", "2 22"], ["1,3 13"], ["2,4 24"]);

    [Fact]
    public void Having_over_updates_gives_the_updates_that_match() =>
        Words.Through(s => from w in s.Accumulate() group w by w into g where g.Count() == 2 select g.Key).ShouldEmitInAnyOrder([], [], ["a"], []);

    [Fact]
    public void Everything_so_far_is_the_window_from_the_zero_time() =>
        Batches([1], [2]).Through(s => s.Accumulate().GroupBy(x => 0).Select(g => g.Count() + " in " + Text(g.Window)))
            .ShouldEmit(["1 in 0..1"], ["2 in 0..2"]);

    [Fact]
    public void Accumulate_after_overlapping_windows_repeats_rows() =>
        Batches([1], [1], [1]).Through(s => s.Window(Batch(2)).Accumulate().Sum()).ShouldEmit([1], [3], [5]);

    [Fact]
    public void Accumulate_after_a_grouping_takes_in_its_results() =>
        Words.Through(s => s.CountBy(w => w).Accumulate().GroupBy(p => p.Key).Select(g => ValueTuple.Create(g.Key, g.Sum(p => p.Value), g.Count())))
            .ShouldEmitInAnyOrder([("a", 1L, 1), ("b", 1L, 1)], [], [("a", 2L, 2)], [("c", 1L, 1), ("a", 3L, 3)]);

    [Fact]
    public void Accumulate_exists_where_a_slower_window_does() =>
        Batches([1], [2], [3], [4]).Through(s => s.Window(Batch(2), Batch(2)).Accumulate().Count()).ShouldEmit([2], [4]);

    [Fact]
    public void What_has_no_meaning_over_updates_is_refused()
    {
        Words.Through(s => s.Accumulate().CountBy(w => w).Accumulate()).ShouldFail("LS1002");
        Words.Through(s => s.Accumulate().CountBy(w => w).OrderBy(p => p.Value)).ShouldFail("LS1002");
        Words.Through(s => s.Accumulate().CountBy(w => w).Count()).ShouldFail("LS1002");
        Words.Through(s => s.Accumulate().Take(3)).ShouldFail("LS1002");
        Words.Through(s => s.Accumulate().Window(Batch(2))).ShouldFail("LS1103");
        Words.Through(s => s.Accumulate().Emit(Emission.Complete)).ShouldFail("LS1002");
        Words.Through(s => s.Emit(Emission.Complete)).ShouldFail("LS1002");
    }
}
