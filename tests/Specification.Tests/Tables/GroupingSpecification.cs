namespace Specification.Tests.Tables;

public sealed class GroupingSpecification : StreamSpecification
{
    private static readonly string[][] Words = [["b", "a", "bb"], [], ["a", "ab", "a"]];

    [Fact]
    public void Groups_hold_the_rows_of_their_batch() =>
        Batches(Words).Through(s => from w in s group w by w.Length into g select g.Key + ":" + string.Join(",", g))
            .ShouldEmitInAnyOrder(["1:b,a", "2:bb"], [], ["1:a,a", "2:ab"]);

    [Fact]
    public void Counts_and_sums_of_a_group_are_LINQs() =>
        Batches(Words).Through(s => s.GroupBy(w => w[0]).Select(g => ValueTuple.Create(g.Key, g.Count(), g.LongCount(), g.Sum(w => w.Length), g.Count(w => w.Length > 1))))
            .ShouldEmitInAnyOrder([('b', 2, 2L, 3, 1), ('a', 1, 1L, 1, 0)], [], [('a', 3, 3L, 4, 1)]);

    [Fact]
    public void Extremes_of_a_group_are_LINQs() =>
        Batches([3, 1, 12, 18], [5]).Through(s => s.GroupBy(x => x % 2).Select(g => ValueTuple.Create(g.Key, g.Min(), g.Max(), g.Average(), g.MinBy(x => -x), g.MaxBy(x => x % 5))))
            .ShouldEmitInAnyOrder([(1, 1, 3, 2.0, 3, 3), (0, 12, 18, 15.0, 18, 18)], [(1, 5, 5, 5.0, 5, 5)]);

    [Fact]
    public void The_first_of_equal_extremes_is_taken() =>
        Batches(["aa", "b", "cc", "d"]).Through(s => s.GroupBy(w => 0).Select(g => g.MinBy(w => w.Length) + g.MaxBy(w => w.Length))).ShouldEmit(["baa"]);

    [Fact]
    public void A_null_key_is_no_extreme_unless_there_is_no_other()
    {
        Batches(["a", "bb", "c"]).Through(s => s.MinBy(w => w == "a" ? (int?)null : w.Length)).ShouldEmit(["c"]);
        Batches(["a", "bb", "c"]).Through(s => s.MinBy(w => w == "a" ? null : w)).ShouldEmit(["bb"]);
        Batches(["a", "bb", "c"]).Through(s => s.MaxBy(w => (int?)null)).ShouldEmit(["a"]);
    }

    [Fact]
    public void Quantifiers_and_ends_of_a_group_are_LINQs() =>
        Batches([1, 2, 3, 5], [4]).Through(s => s.GroupBy(x => x > 2).Select(g =>
                ValueTuple.Create(g.Key, g.Any(x => x == 2), g.All(x => x > 1), g.First(), g.Last(), g.Any(), g.First(x => x > 1))))
            .ShouldEmitInAnyOrder([(false, true, false, 1, 2, true, 2), (true, false, true, 3, 5, true, 3)], [(true, false, true, 4, 4, true, 4)]);

    [Fact]
    public void Aggregates_of_a_filtered_and_selected_group_are_LINQs() =>
        Batches([1, 2, 3, 4, 5, 6]).Through(s => s.GroupBy(x => x % 2).Select(g =>
                ValueTuple.Create(g.Key, g.Where(x => x > 2).Sum(), g.Select(x => x * 10).Max(), g.Where(x => x > 1).Select(x => x / 2).Where(h => h < 3).Count())))
            .ShouldEmitInAnyOrder([(1, 8, 50, 2), (0, 10, 60, 2)]);

    [Fact]
    public void Distinct_count_and_top_of_a_group_are_LINQs() =>
        Batches([7, 3, 7, 1, 3]).Through(s => s.GroupBy(x => 0).Select(g =>
                ValueTuple.Create(g.Distinct().Count(), string.Join(",", g.OrderBy(x => x).Take(3)), string.Join(",", g.ToList()), string.Join(",", g.ToArray().Reverse()))))
            .ShouldEmit([(3, "1,3,3", "7,3,7,1,3", "3,1,7,3,7")]);

    [Fact]
    public void Aggregate_of_a_group_folds_in_order() =>
        Batches(["a", "b", "c"], ["d"]).Through(s => s.GroupBy(w => 0).Select(g => g.Aggregate((x, y) => x + y) + "/" + g.Aggregate("", (x, y) => y + x)))
            .ShouldEmit(["abc/cba"], ["d/d"]);

    [Fact]
    public void Having_filters_and_orders_groups() =>
        Batches([1, 2, 2, 3, 3, 3], [4])
            .Through(s => from x in s group x by x into g where g.Count() > 1 orderby g.Count() descending select g.Key)
            .ShouldEmit([3, 2], []);

    [Fact]
    public void An_element_selector_says_what_groups_hold() =>
        Batches(["ab", "ac", "b"]).Through(s => s.GroupBy(w => w[0], w => w.Length).Select(g => ValueTuple.Create(g.Key, g.Sum(), g.Where(l => l > 1).Count())))
            .ShouldEmitInAnyOrder([('a', 4, 2), ('b', 1, 0)]);

    [Fact]
    public void A_group_used_whole_is_a_row() =>
        Batches([1, 2, 3]).Through(s => s.GroupBy(x => x % 2))
            .ShouldEmitInAnyOrder([new Group<int, int>(1, [1, 3]), new Group<int, int>(0, [2])]);

    [Fact]
    public void Groups_are_groups_of_LINQ_to_an_output_of_that_type() =>
        Batches([1, 2]).Through<IGrouping<int, int>>(s => s.GroupBy(x => x))
            .ShouldEmitInAnyOrder([new Group<int, int>(1, [1]), new Group<int, int>(2, [2])]);

    [Fact]
    public void The_window_of_a_batchs_group_is_the_batch() =>
        Batches([1], [2]).Through(s => s.GroupBy(x => 0).Select(g => Text(g.Window))).ShouldEmit(["0..1"], ["1..2"]);

    [Fact]
    public void Groups_can_be_grouped_again() =>
        Batches(["a", "b", "a", "c", "b"]).Through(s => from w in s group w by w into g select new { g.Key, N = g.Count() } into c group c by c.N into h select ValueTuple.Create(h.Key, h.Count()))
            .ShouldEmitInAnyOrder([(2, 2), (1, 1)]);

    [Fact]
    public void SelectMany_over_groups_gives_their_rows() =>
        Batches([1, 2, 3, 4]).Through(s => from x in s group x by x % 2 into g from y in g where y > 1 select ValueTuple.Create(g.Key, y))
            .ShouldEmitInAnyOrder([(1, 3), (0, 2), (0, 4)]);

    [Fact]
    public void An_extreme_of_no_row_of_a_group_fails_as_in_LINQ() =>
        Batches([1]).Through(s => s.GroupBy(x => x).Select(g => g.Where(x => x > 5).Max())).ShouldFail("LS3001");

    private sealed class Group<TKey, TElement>(TKey key, IEnumerable<TElement> rows) : IStreamGrouping<TKey, TElement>
    {
        public TKey Key => key;

        public TimeWindow Window => default;

        public IEnumerator<TElement> GetEnumerator() => rows.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
