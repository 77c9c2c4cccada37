using Linq.Streaming;
using Linq.Streaming.Execution.Inputs;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Inputs;

public sealed class EnumerableInputTests
{
    public static TheoryData<string> Kinds => ["array", "segment", "list", "iterator"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Batches_are_taken_in_order_and_it_completes_with_the_last_element(string kind)
    {
        var input = Started(Elements(kind, 5), batchSize: 2);
        Assert.True(input.IsBounded);
        Assert.Equal([0, 1], input.Take<int>());
        Assert.Equal([2, 3], input.Take<int>());
        Assert.False(input.IsCompleted);
        Assert.Equal([4], input.Take<int>());
        Assert.True(input.IsCompleted);
        Assert.Empty(input.Take<int>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_multiple_of_the_batch_size_needs_no_empty_batch(string kind)
    {
        var input = Started(Elements(kind, 4), batchSize: 2);
        input.Take<int>();
        Assert.Equal([2, 3], input.Take<int>());
        Assert.True(input.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_is_completed_at_once(string kind) => Assert.True(Started(Elements(kind, 0), batchSize: 2).IsCompleted);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Large_batches_arrive_whole(string kind)
    {
        var input = Started(Elements(kind, 100_000), batchSize: int.MaxValue);
        Assert.Equal(Enumerable.Range(0, 100_000), input.Take<int>());
        Assert.True(input.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Stop_ends_the_reading(string kind)
    {
        var input = Started(Elements(kind, 5), batchSize: 2);
        input.Take<int>();
        input.Stop();
        input.Stop();
        Assert.True(input.IsCompleted);
        Assert.Empty(input.Take<int>());
    }

    [Fact]
    public void Arrays_are_wrapped_by_slices()
    {
        int[] array = [1, 2, 3];
        var input = Started(array, batchSize: 2);
        input.Allocate(default);
        var block = Assert.Single(((InputBlocks<int>)input.Allocate(default)!).Blocks);
        Assert.Same(array, block.Array);
        Assert.Equal(2, block.Offset);
    }

    [Fact]
    public void An_exception_is_thrown_after_what_came_before_it()
    {
        var error = new InvalidOperationException("broken");
        var input = Started(Failing(3, error), batchSize: 3);
        Assert.Equal([0, 1, 2], input.Take<int>());
        AssertSourceFailed(input, error);
    }

    [Fact]
    public void A_stream_exception_passes_unchanged()
    {
        var error = new StreamQueryException(StreamErrors.UnreadableFile("x.csv", "gone"));
        var input = Started(Failing(1, error), batchSize: 3);
        Assert.Equal([0], input.Take<int>());
        Assert.Same(error, Assert.Throws<StreamQueryException>(() => input.Allocate(default)));
        Assert.False(input.IsCompleted);
    }

    [Fact]
    public void An_enumerable_that_fails_at_once_fails_the_start()
    {
        var error = new InvalidOperationException("broken");
        var thrown = Assert.Throws<StreamQueryException>(() => Started(Failing(0, error), batchSize: 1));
        Assert.Equal("LS3003", thrown.Code);
        Assert.Same(error, thrown.InnerException);
    }

    private static EnumerableInput<int> Started(IEnumerable<int> elements, int batchSize)
    {
        var input = new EnumerableInput<int>(Source<int>(), elements, batchSize);
        input.Start(TimeProvider.System);
        return input;
    }

    private static IEnumerable<int> Elements(string kind, int count) => kind switch
    {
        "array" => Enumerable.Range(0, count).ToArray(),
        "segment" => new ArraySegment<int>([.. Enumerable.Range(-1, count + 2)], 1, count),
        "list" => Enumerable.Range(0, count).ToList(),
        _ => Enumerable.Range(0, count).Where(_ => true),
    };

    private static IEnumerable<int> Failing(int after, Exception error)
    {
        for (var i = 0; i < after; i++)
            yield return i;
        throw error;
    }
}
