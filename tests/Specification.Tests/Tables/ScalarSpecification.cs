namespace Specification.Tests.Tables;

public sealed class ScalarSpecification : StreamSpecification
{
    private static readonly BatchTable<int> Numbers = new([[3, 1, 2], [], [4]]);

    [Fact]
    public void Count_and_Sum_of_an_empty_batch_are_0()
    {
        Numbers.Through(s => s.Count()).ShouldEmit([3], [0], [1]);
        Numbers.Through(s => s.Count(x => x > 1)).ShouldEmit([2], [0], [1]);
        Numbers.Through(s => s.Sum()).ShouldEmit([6], [0], [4]);
        Numbers.Through(s => s.Sum(x => x * 0.5)).ShouldEmit([3], [0], [2]);
        Numbers.Through(s => s.Sum(x => x == 1 ? (int?)null : x)).ShouldEmit([5], [0], [4]);
    }

    [Fact]
    public void Other_scalars_of_an_empty_batch_give_no_row()
    {
        Numbers.Through(s => s.Min()).ShouldEmit([1], [], [4]);
        Numbers.Through(s => s.Max(x => -x)).ShouldEmit([-1], [], [-4]);
        Numbers.Through(s => s.Average()).ShouldEmit([2], [], [4]);
        Numbers.Through(s => s.MinBy(x => -x)).ShouldEmit([3], [], [4]);
        Numbers.Through(s => s.MaxBy(x => -x)).ShouldEmit([1], [], [4]);
        Numbers.Through(s => s.Any()).ShouldEmit([true], [], [true]);
        Numbers.Through(s => s.Any(x => x == 4)).ShouldEmit([false], [], [true]);
        Numbers.Through(s => s.All(x => x > 1)).ShouldEmit([false], [], [true]);
    }

    [Fact]
    public void Aggregate_folds_all_rows()
    {
        Numbers.Through(s => s.Aggregate((x, y) => x + y)).ShouldEmit([6], [], [4]);
        Numbers.Through(s => s.Aggregate("", (a, x) => a + x)).ShouldEmit(["312"], [], ["4"]);
        Numbers.Through(s => s.Aggregate("", (a, x) => a + x, (a, b) => a + b)).ShouldEmit(["312"], [], ["4"]);
        Numbers.Through(s => s.Aggregate(0, (a, x) => a + x, (a, b) => a + b, a => "=" + a)).ShouldEmit(["=6"], [], ["=4"]);
    }

    [Fact]
    public void A_batch_without_an_RDD_has_no_scalar() =>
        Batches([1], null, []).Through(s => s.Count()).ShouldEmit([1], [0]);

    [Fact]
    public void Scalars_of_windows_count_the_whole_window()
    {
        Numbers.Through(s => s.Window(Batch(2)).Count()).ShouldEmit([3], [3], [1]);
        Numbers.Through(s => s.Window(Batch(2), Batch(2)).Sum()).ShouldEmit([6]);
        Numbers.Through(s => s.Where(x => x > 5).Window(Batch(2)).Max()).ShouldEmit([], [], []);
        Numbers.Through(s => s.Where(x => x > 5).Window(Batch(2)).Count()).ShouldEmit([0], [0], [0]);
    }

    [Fact]
    public void Scalars_of_nothing_but_nulls_are_LINQs()
    {
        Batches<int?>([null, null], [1, null]).Through(s => s.Sum()).ShouldEmit([0], [1]);
        Batches<int?>([null, null], [1, null]).Through(s => s.Min()).ShouldEmit([null], [1]);
        Batches<int?>([null, null], [1, null]).Through(s => s.Average()).ShouldEmit([null], [1.0]);
    }

    [Fact]
    public void A_sum_that_overflows_fails() =>
        Batches([int.MaxValue, 1]).Through(s => s.Sum()).ShouldFail("LS3001");
}
