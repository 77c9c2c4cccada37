namespace Linq.Streaming.Specification.Tests;

public sealed class UnionOverEverythingSoFarTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_row_is_given_when_it_is_first_seen_as_by_Distinct_over_both(int partitions)
    {
        var options = new StreamTestOptions { Partitions = partitions };

        var union = StreamTest.Run<int, int, int>([[1], [1], [2], [5]], [[3], [2], [1], []], (a, b) => a.Accumulate().Union(b.Accumulate()), options);
        var distinct = StreamTest.Run<int, int, int>([[1], [1], [2], [5]], [[3], [2], [1], []], (a, b) => a.Accumulate().Concat(b.Accumulate()).Distinct(), options);

        Assert.Equal([[1, 3], [2], [], [5]], Sorted(union));
        Assert.Equal(Sorted(distinct), Sorted(union));
    }

    private static int[][] Sorted(IReadOnlyList<IReadOnlyList<int>> batches) => [.. batches.Select(batch => batch.Order().ToArray())];
}
