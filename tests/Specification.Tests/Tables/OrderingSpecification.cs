namespace Specification.Tests.Tables;

public sealed class OrderingSpecification : StreamSpecification
{
    [Fact]
    public void Distinct_gives_each_row_of_a_batch_once() =>
        Batches([1, 2, 1], [], [1, 1]).Through(s => s.Distinct()).ShouldEmitInAnyOrder([1, 2], [], [1]);

    [Fact]
    public void DistinctBy_gives_the_first_row_of_each_key() =>
        Batches(["ab", "a", "cd", "b"]).Through(s => s.DistinctBy(w => w.Length)).ShouldEmitInAnyOrder(["ab", "a"]);

    [Fact]
    public void OrderBy_is_stable() =>
        Batches(["bb", "a", "cc", "b", "aa"]).Through(s => s.OrderBy(w => w.Length)).ShouldEmit(["a", "b", "bb", "cc", "aa"]);

    [Fact]
    public void OrderByDescending_is_stable_too() =>
        Batches(["a", "bb", "c", "dd"]).Through(s => s.OrderByDescending(w => w.Length)).ShouldEmit(["bb", "dd", "a", "c"]);

    [Fact]
    public void Strings_order_ordinally_and_null_first() =>
        Batches(["b", "ä", null, "B", "", "a"]).Through(s => s.OrderBy(w => w)).ShouldEmit([null, "", "B", "a", "b", "ä"]);

    [Fact]
    public void ThenBy_orders_what_is_equal() =>
        Batches([21, 11, 12, 22]).Through(s => from x in s orderby x % 10, x descending select x).ShouldEmit([21, 11, 22, 12]);

    [Fact]
    public void Take_and_Skip_follow_the_order_of_each_batch()
    {
        Batches([5, 4, 3], [2]).Through(s => s.Take(2)).ShouldEmit([5, 4], [2]);
        Batches([5, 4, 3], [2]).Through(s => s.Skip(1)).ShouldEmit([4, 3], []);
        Batches([5, 4, 3], [2]).Through(s => s.OrderBy(x => x).Skip(1).Take(1)).ShouldEmit([4], []);
        Batches([5, 4, 3], [2]).Through(s => s.Take(0)).ShouldEmit([], []);
    }

    [Fact]
    public void A_filter_after_Take_does_not_go_before_it() =>
        Batches([1, 2, 3, 4]).Through(s => s.Take(2).Where(x => x > 1)).ShouldEmit([2]);

    [Fact]
    public void Where_and_Select_keep_the_order() =>
        Batches([3, 1, 2], [9, 8]).Through(s => s.OrderBy(x => x).Where(x => x != 2).Select(x => x * 10)).ShouldEmit([10, 30], [80, 90]);

    [Fact]
    public void The_top_of_a_window_is_taken_over_the_whole_window() =>
        Batches([5, 1], [7], [2]).Through(s => s.Window(Batch(2)).OrderByDescending(x => x).Take(2)).ShouldEmit([5, 1], [7, 5], [7, 2]);
}
