using Linq.Streaming;
using Linq.Streaming.Execution.Inputs;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Inputs;

public sealed class ReplayInputTests
{
    [Fact]
    public void A_batch_takes_the_rows_after_the_previous_batch_time_up_to_its_own()
    {
        var input = Started(0.5, 1, 1.0000001, 2, 4.5);
        Assert.Equal(At(0.5), input.FirstTime);
        Assert.True(input.IsBounded);
        Assert.Equal([0.5, 1], input.Take<double>(At(1)));
        Assert.Equal([1.0000001, 2], input.Take<double>(At(2)));
        Assert.Empty(input.Take<double>(At(3)));
        Assert.Empty(input.Take<double>(At(4)));
        Assert.False(input.IsCompleted);
        Assert.Equal([4.5], input.Take<double>(At(5)));
        Assert.True(input.IsCompleted);
    }

    [Fact]
    public void No_rows_have_no_first_time()
    {
        var input = Started();
        Assert.Null(input.FirstTime);
        Assert.True(input.IsCompleted);
        Assert.Empty(input.Take<double>(At(1)));
    }

    [Fact]
    public void Disorder_inside_a_batch_is_accepted()
    {
        var input = Started(0.7, 0.2, 0.9, 1.5);
        Assert.Equal([0.7, 0.2, 0.9], input.Take<double>(At(1)));
        Assert.Equal([1.5], input.Take<double>(At(2)));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    public void A_row_whose_batch_has_been_made_fails_after_what_came_before_it(double late)
    {
        var input = Started(0.5, 1.5, late, 1.7);
        Assert.Equal([0.5], input.Take<double>(At(1)));
        Assert.Equal([1.5], input.Take<double>(At(2)));
        Assert.False(input.IsCompleted);
        var thrown = Assert.Throws<StreamQueryException>(() => input.Allocate(At(3)));
        Assert.Equal("LS4004", thrown.Code);
        Assert.Equal(["input", At(late), At(1)], thrown.Parameters);
    }

    [Fact]
    public void A_time_that_cannot_be_read_fails_the_source()
    {
        var error = new FormatException("no time");
        var input = new ReplayInput<int>(Source<int>(), [1, 2], row => row == 1 ? At(1) : throw error);
        input.Start(TimeProvider.System);
        Assert.Equal([1], input.Take<int>(At(1)));
        AssertSourceFailed(input, error);
    }

    [Fact]
    public void Stop_ends_the_replay()
    {
        var input = Started(0.5, 1.5);
        input.Stop();
        Assert.True(input.IsCompleted);
        Assert.Empty(input.Take<double>(At(5)));
    }

    private static ReplayInput<double> Started(params double[] seconds)
    {
        var input = new ReplayInput<double>(Source<double>(), seconds, second => At(second));
        input.Start(TimeProvider.System);
        return input;
    }
}
