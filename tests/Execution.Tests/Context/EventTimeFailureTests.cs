using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class EventTimeFailureTests
{
    [Theory]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public async Task A_DateTime_that_is_not_UTC_is_refused(DateTimeKind kind)
    {
        var time = new DateTime(2026, 1, 1, 12, 0, 0, kind);
        var context = Live(Clock());
        context.FromEnumerable([time]).WithEventTime(row => row, Second).Window(Second).Count().ForEachBatch(_ => { });
        context.Start();
        var failure = await context.FailsWith("LS3005");
        Assert.Equal(time, failure.Parameters[0]);
        Assert.Equal(["LS3005", "LS3001"], failure.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Contains("WithEventTime", failure.Diagnostics[1].Operator, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue, TimeUnit.Seconds)]
    [InlineData(long.MinValue, TimeUnit.Milliseconds)]
    [InlineData(253_402_300_800, TimeUnit.Seconds)]
    [InlineData(-62_135_596_801, TimeUnit.Seconds)]
    public async Task A_number_outside_the_years_1_to_9999_is_refused(long value, TimeUnit unit)
    {
        var context = Live(Clock());
        context.FromEnumerable([value]).WithEventTime(row => row, unit, Second).Window(Second).Count().ForEachBatch(_ => { });
        context.Start();
        var failure = await context.FailsWith("LS3006");
        Assert.Equal([value, unit], failure.Parameters);
    }

    [Fact]
    public async Task The_first_and_last_second_are_accepted()
    {
        var context = Live(Clock());
        var counts = new List<long>();
        context.FromEnumerable([-62_135_596_800, 253_402_300_798]).WithEventTime(row => row, TimeUnit.Seconds, TimeSpan.Zero)
            .Window(Second).Count().ForEachBatch(batch => counts.AddRange(batch));
        context.Start();
        await context.Completion.InTime();
        Assert.Equal([1, 1], counts);
    }
}
