using Linq.Streaming.Execution.Inputs;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Inputs;

public sealed class TestInputTests
{
    [Fact]
    public void Each_batch_gets_its_list_null_or_after_the_end_nothing()
    {
        var input = new TestInput<int>(Source<int>(), [[1, 2], null, []]);
        Assert.True(input.IsBounded);
        Assert.Equal([1, 2], input.Take<int>());
        Assert.Null(input.Allocate(default));
        Assert.False(input.IsCompleted);
        Assert.Empty(input.Take<int>());
        Assert.True(input.IsCompleted);
        Assert.Empty(input.Take<int>());
    }
}
