using Linq.Streaming.Execution.Inputs;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Inputs;

public sealed class QueueInputTests
{
    private readonly Queue<IReadOnlyList<int>> _queue = new([[1, 2], [], [3]]);

    [Fact]
    public void One_list_goes_to_each_batch_and_an_empty_queue_gives_empty_batches()
    {
        var input = new QueueInput<int>(Source<int>(), _queue, oneAtATime: true);
        Assert.Equal([1, 2], input.Take<int>());
        Assert.Empty(input.Take<int>());
        Assert.Equal([3], input.Take<int>());
        Assert.Empty(input.Take<int>());
        lock (_queue)
            _queue.Enqueue([4]);
        Assert.Equal([4], input.Take<int>());
        Assert.False(input.IsCompleted);
        Assert.False(input.IsBounded);
    }

    [Fact]
    public void All_lists_may_go_to_one_batch()
    {
        var input = new QueueInput<int>(Source<int>(), _queue, oneAtATime: false);
        Assert.Equal([1, 2, 3], input.Take<int>());
        Assert.Empty(input.Take<int>());
    }

    [Fact]
    public void Arrays_are_wrapped_and_lists_copied()
    {
        int[] array = [1, 2];
        List<int> list = [3];
        var input = new QueueInput<int>(Source<int>(), new([array, list]), oneAtATime: false);
        var blocks = ((InputBlocks<int>)input.Allocate(default)).Blocks;
        Assert.Same(array, blocks[0].Array);
        list[0] = 9;
        Assert.Equal([3], blocks[1].Span);
    }

    [Fact]
    public void An_array_of_a_derived_type_is_readable()
    {
        var input = new QueueInput<object>(Source<object>(), new([new string[] { "a" }]), oneAtATime: true);
        Assert.Equal(["a"], input.Take<object>());
    }

    [Fact]
    public void After_stop_only_the_lists_already_queued_are_allocated()
    {
        var input = new QueueInput<int>(Source<int>(), _queue, oneAtATime: true);
        Assert.Equal([1, 2], input.Take<int>());
        input.Stop();
        input.Stop();
        _queue.Enqueue([4]);
        Assert.Empty(input.Take<int>());
        Assert.False(input.IsCompleted);
        Assert.Equal([3], input.Take<int>());
        Assert.True(input.IsCompleted);
        Assert.Empty(input.Take<int>());
        Assert.Single(_queue);
    }
}
