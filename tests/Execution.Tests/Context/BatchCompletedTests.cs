using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class BatchCompletedTests
{
    private static readonly DateTimeOffset Zero = DateTimeOffset.UnixEpoch;

    [Fact]
    public async Task It_tells_of_input_watermarks_state_and_late_rows()
    {
        var told = new List<BatchInfo>();
        await using var context = new StreamContext(Second);
        context.FromEnumerable([1, 7, 2, 13, 3, 20], "numbers", batchSize: 2)
            .WithEventTime(x => x, TimeUnit.Seconds, TimeSpan.FromSeconds(1)).Named("clock")
            .Window(TimeSpan.FromSeconds(5)).Count().Named("windows").ForEachBatch(_ => { });
        context.BatchCompleted += told.Add;
        await context.RunAsync().InTime();

        Assert.Equal([1, 2, 3, 4], told.Select(batch => batch.Id - told[0].Id + 1));
        Assert.Equal([2L, 2, 2, 0], told.Select(batch => batch.Sources.Single().Count));
        Assert.All(told, batch => Assert.Equal("numbers", batch.Sources[0].Name));
        Assert.Equal([null, 6, 12, 19], told.Select(batch => SinceZero(batch.Watermarks.Single().InForce)));
        Assert.Equal([6, 12, 19, 19], told.Select(batch => SinceZero(batch.Watermarks.Single().Next)));
        Assert.Equal([2L, 2, 2, 0], told.Select(batch => batch.Operators.Single().Count));
        Assert.Equal([0L, 1, 2, 2], told.Select(batch => batch.Operators.Single().LateCount));
        Assert.Equal(("clock", "windows"), (told[0].Watermarks[0].OperatorId, told[0].Operators[0].OperatorId));
    }

    [Fact]
    public async Task Outputs_see_the_watermark_in_force()
    {
        var seen = new List<DateTimeOffset?>();
        await using var context = new StreamContext(Second);
        context.FromEnumerable([1, 7, 2, 13], batchSize: 2).WithEventTime(x => x, TimeUnit.Seconds, TimeSpan.Zero)
            .Window(TimeSpan.FromSeconds(5)).Count().ForEachBatch(batch => seen.Add(batch.Watermark));
        await context.RunAsync().InTime();

        Assert.Equal([null, Zero.AddSeconds(7), DateTimeOffset.MaxValue], seen);
    }

    [Fact]
    public async Task Rows_without_event_time_have_no_watermark()
    {
        await using var context = new StreamContext(Second);
        var seen = new List<DateTimeOffset?>();
        context.FromEnumerable([1]).ForEachBatch(batch => seen.Add(batch.Watermark));
        await context.RunAsync().InTime();

        Assert.Equal([null], seen);
    }

    [Fact]
    public async Task A_handler_that_throws_fails_the_run()
    {
        await using var context = new StreamContext(Second);
        context.FromEnumerable([1]).ForEachBatch(_ => { });
        context.BatchCompleted += _ => throw new InvalidOperationException("no");
        context.Start();
        var failure = await context.FailsWith("LS3002");
        Assert.Contains("BatchCompleted", failure.Message, StringComparison.Ordinal);
    }

    private static double? SinceZero(DateTimeOffset? time) => (time - Zero)?.TotalSeconds;
}
