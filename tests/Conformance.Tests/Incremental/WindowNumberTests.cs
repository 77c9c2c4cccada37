namespace Conformance.Tests.Incremental;

/// <summary>Numbers that an incremental computation can get wrong although each window by itself is harmless.</summary>
public sealed class WindowNumberTests
{
    [Fact]
    public void A_sum_does_not_overflow_over_rows_that_are_never_in_one_window()
    {
        Assert.Equal([long.MaxValue, long.MaxValue, 1, 3], Single(Run<long>([[long.MaxValue], [0], [1], [2]], numbers => numbers.Sum())));
        Assert.Equal([decimal.MaxValue, decimal.MaxValue, 1, 3], Single(Run<decimal>([[decimal.MaxValue], [0], [1], [2]], numbers => numbers.Sum())));
        Assert.Equal([int.MaxValue, int.MaxValue, 1, 3], Single(Run<int>([[int.MaxValue], [0], [1], [2]], numbers => numbers.Aggregate((a, b) => checked(a + b)))));
    }

    [Fact]
    public void A_sum_that_overflows_in_a_window_is_an_error() => Assert.IsType<OverflowException>(
        Assert.Throws<StreamQueryException>(() => Run<long>([[long.MaxValue], [1]], numbers => numbers.Sum())).InnerException);

    [Fact]
    public void A_sum_of_reals_has_no_rest_of_what_has_left()
    {
        Assert.Equal([1e17, 1e17, 1, 2], Single(Run<double>([[1e17], [0], [1], [1]], numbers => numbers.Sum())));
        Assert.Equal([double.PositiveInfinity, double.NaN, double.NegativeInfinity, 1], Single(Run<double>([[double.PositiveInfinity], [double.NegativeInfinity], [0], [1]], numbers => numbers.Sum())));
    }

    [Fact]
    public void A_result_may_be_taken_as_one_of_a_base_type() => Assert.Equal(
        ["1", "12", "23"],
        Single(Run<int, object>([[1], [2], [3]], numbers => numbers.GroupBy(_ => 0).Select<IStreamGrouping<int, int>, object>(g => string.Concat(g)))));

    private static IReadOnlyList<IReadOnlyList<T>> Run<T>(T[][] batches, Func<IStreamQueryable<T>, IStreamQueryable<T>> query) => Run<T, T>(batches, query);

    private static IReadOnlyList<IReadOnlyList<TOut>> Run<T, TOut>(T[][] batches, Func<IStreamQueryable<T>, IStreamQueryable<TOut>> query) =>
        StreamTest.Run<T, TOut>(batches, numbers => query(numbers.Window(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1))));

    private static IEnumerable<T> Single<T>(IReadOnlyList<IReadOnlyList<T>> batches) => batches.Select(batch => batch.Single());
}
