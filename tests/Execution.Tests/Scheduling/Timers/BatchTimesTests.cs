using System.Globalization;
using Linq.Streaming.Execution.Scheduling.Timers;

namespace Execution.Tests.Scheduling.Timers;

public sealed class BatchTimesTests
{
    [Theory]
    [InlineData("2001-01-01T00:00:00.3Z", 1.0, "2001-01-01T00:00:01Z")]
    [InlineData("2001-01-01T00:00:01Z", 1.0, "2001-01-01T00:00:02Z")]
    [InlineData("2001-01-01T00:00:59Z", 60.0, "2001-01-01T00:01:00Z")]
    [InlineData("2001-01-01T01:00:59.5+01:00", 2.0, "2001-01-01T00:01:00Z")]
    [InlineData("1969-12-31T23:59:58.5Z", 1.0, "1969-12-31T23:59:59Z")]
    [InlineData("1969-12-31T23:59:59Z", 1.0, "1970-01-01T00:00:00Z")]
    public void The_first_batch_time_is_the_next_multiple_since_the_epoch(string now, double seconds, string expected) =>
        Assert.Equal(Time(expected), BatchTimer.FirstBatchTime(Time(now), TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("2001-01-01T00:00:00.5Z", "2001-01-01T00:00:02.2Z", "2001-01-01T00:00:02.5Z")]
    [InlineData("2001-01-01T00:00:00.5Z", "2001-01-01T00:00:02.5Z", "2001-01-01T00:00:03.5Z")]
    public void A_restart_keeps_the_old_zero(string zero, string now, string expected) =>
        Assert.Equal(Time(expected), BatchTimer.RestartBatchTime(Time(zero), Time(now), TimeSpan.FromSeconds(1)));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
