using Linq.Streaming;

namespace Execution.Tests;

/// <summary>What a context refuses, and how a failing batch is reported.</summary>
public sealed class ContextErrorTests
{
    private static StreamContext NewContext() => new(new StreamOptions { BatchInterval = TimeSpan.FromSeconds(1), MaxTaskAttempts = 2 });

    [Fact]
    public async Task LS2002_a_context_starts_once()
    {
        await using var context = NewContext();
        context.FromEnumerable([1]).ForEachBatch(batch => { });
        await context.RunAsync();

        var error = Assert.Throws<StreamQueryException>(context.Start);

        Assert.Equal(("LS2002", null), (error.Code, error.Operator));
        Assert.Equal(["started"], error.Parameters);
    }

    [Fact]
    public async Task LS2002_a_disposed_context_does_not_start()
    {
        var context = NewContext();
        await context.DisposeAsync();

        Assert.Equal(["disposed"], Assert.Throws<StreamQueryException>(context.Start).Parameters);
    }

    [Fact]
    public async Task LS2003_nothing_is_added_after_start()
    {
        await using var context = NewContext();
        var numbers = context.FromEnumerable([1]);
        numbers.ForEachBatch(batch => { });
        await context.RunAsync();

        var output = Assert.Throws<StreamQueryException>(() => numbers.Print());
        var source = Assert.Throws<StreamQueryException>(() => context.FromEnumerable([2], "late"));

        Assert.Equal(("LS2003", "LS2003"), (output.Code, source.Code));
        Assert.Equal(["Output Print"], output.Parameters);
        Assert.Equal(["Source FromEnumerable"], source.Parameters);
    }

    [Fact]
    public async Task LS2005_two_sources_of_one_name()
    {
        await using var context = NewContext();
        context.FromEnumerable([1], "same");

        var error = Assert.Throws<StreamQueryException>(() => context.FromEnumerable([2], "same"));

        Assert.Equal("LS2005", error.Code);
        Assert.Equal(["source", "same"], error.Parameters);
    }

    [Fact]
    public async Task LS2006_a_captured_value_that_cannot_be_read()
    {
        await using var context = NewContext();
        string? text = null;
        context.FromEnumerable([1]).Where(n => n > text!.Length).ForEachBatch(batch => { });

        var error = Assert.Throws<StreamQueryException>(context.Start);

        Assert.Equal("LS2006", error.Code);
        Assert.Equal("text.Length", error.Parameters[0]);
        Assert.IsType<NullReferenceException>(error.InnerException);
    }

    [Fact]
    public async Task LS3001_a_lambda_that_throws()
    {
        await using var context = NewContext();
        context.FromEnumerable([1, 0]).Select(n => 100 / n).ForEachBatch(batch => { });

        var error = await Assert.ThrowsAsync<StreamQueryException>(() => context.RunAsync());

        Assert.Equal(("LS3001", ".Select(n => 100 / n)"), (error.Code, error.Operator));
        Assert.IsType<DateTimeOffset>(error.Parameters[0]);
        Assert.Contains("DivideByZeroException", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LS3002_an_output_that_throws()
    {
        await using var context = NewContext();
        var thrown = new InvalidOperationException("disk is full");
        context.FromEnumerable([1]).ForEachBatch(batch => throw thrown);

        var error = await Assert.ThrowsAsync<StreamQueryException>(() => context.RunAsync());

        Assert.Equal("LS3002", error.Code);
        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
        Assert.Same(thrown, error.InnerException);
    }

    [Fact]
    public async Task LS3007_a_function_that_returns_null()
    {
        await using var context = NewContext();
        context.FromEnumerable([1]).MapPartitions<int, int>(rows => null!).ForEachBatch(batch => { });

        var error = await Assert.ThrowsAsync<StreamQueryException>(() => context.RunAsync());

        Assert.Contains("LS3007", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("MapPartitions", error.Message, StringComparison.Ordinal);
    }
}
