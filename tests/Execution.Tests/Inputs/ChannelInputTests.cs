using System.Threading.Channels;
using Linq.Streaming.Execution.Inputs;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Inputs;

public sealed class ChannelInputTests
{
    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();

    [Fact]
    public void A_batch_takes_what_is_in_the_channel_up_to_the_bound()
    {
        var input = Started(maxPerBatch: 3);
        Write(1, 2, 3, 4);
        Assert.Equal([1, 2, 3], input.Take<int>());
        Write(5);
        Assert.Equal([4, 5], input.Take<int>());
        Assert.Empty(input.Take<int>());
        Assert.False(input.IsCompleted);
    }

    [Fact]
    public void It_is_completed_with_the_last_element()
    {
        var input = Started(maxPerBatch: 2);
        Write(1, 2, 3);
        _channel.Writer.Complete();
        Assert.Equal([1, 2], input.Take<int>());
        Assert.False(input.IsCompleted);
        Assert.Equal([3], input.Take<int>());
        Assert.True(input.IsCompleted);
    }

    [Fact]
    public void A_failure_is_thrown_after_what_was_written_before_it()
    {
        var input = Started(maxPerBatch: 10);
        var error = new InvalidOperationException("broken");
        Write(1);
        _channel.Writer.Complete(error);
        Assert.Equal([1], input.Take<int>());
        AssertSourceFailed(input, error);
    }

    [Fact]
    public void A_cancelled_channel_is_a_failure()
    {
        var input = Started(maxPerBatch: 10);
        _channel.Writer.Complete(new OperationCanceledException());
        var thrown = Assert.Throws<Linq.Streaming.StreamQueryException>(() => input.Allocate(default));
        Assert.Equal("LS3003", thrown.Code);
        Assert.IsType<TaskCanceledException>(thrown.InnerException);
    }

    [Fact]
    public void After_stop_only_what_was_in_the_channel_is_allocated()
    {
        var input = Started(maxPerBatch: 2);
        Write(1, 2, 3);
        input.Stop();
        input.Stop();
        Write(4);
        Assert.Equal([1, 2], input.Take<int>());
        Assert.False(input.IsCompleted);
        Assert.Equal([3], input.Take<int>());
        Assert.True(input.IsCompleted);
        Assert.Empty(input.Take<int>());
        Assert.Equal(1, _channel.Reader.Count);
    }

    private ChannelInput<int> Started(int maxPerBatch)
    {
        var input = new ChannelInput<int>(Source<int>(), _channel.Reader, maxPerBatch);
        input.Start(TimeProvider.System);
        return input;
    }

    private void Write(params int[] elements) => Assert.All(elements, element => Assert.True(_channel.Writer.TryWrite(element)));
}
