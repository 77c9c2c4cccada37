using System.Linq.Expressions;
using Linq.Streaming;
using Linq.Streaming.Planning.Binding;
using Linq.Streaming.Planning.Logical;

namespace Planner.Tests.Binding;

public sealed class EventTimesTests
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    [Theory]
    [InlineData(TimeUnit.Seconds, 86_400)]
    [InlineData(TimeUnit.Milliseconds, 86_400_000)]
    [InlineData(TimeUnit.Microseconds, 86_400_000_000)]
    [InlineData(TimeUnit.Nanoseconds, 86_400_000_000_000)]
    [InlineData(TimeUnit.Ticks, 864_000_000_000)]
    public void A_number_counts_from_the_Unix_epoch(TimeUnit unit, long day)
    {
        Assert.Equal(Epoch.AddDays(1).Ticks, OfNumber(day, unit));
        Assert.Equal(Epoch.AddDays(-1).Ticks, OfNumber(-day, unit));
        Assert.Equal(Epoch.Ticks, OfNumber(0, unit));
    }

    [Theory]
    [InlineData(199, 1)]
    [InlineData(-1, -1)]
    [InlineData(-100, -1)]
    [InlineData(-101, -2)]
    public void Nanoseconds_round_towards_the_past(long nanoseconds, long ticks) =>
        Assert.Equal(Epoch.Ticks + ticks, OfNumber(nanoseconds, TimeUnit.Nanoseconds));

    [Theory]
    [InlineData(TimeUnit.Seconds)]
    [InlineData(TimeUnit.Milliseconds)]
    [InlineData(TimeUnit.Microseconds)]
    [InlineData(TimeUnit.Ticks)]
    public void LS3006_numbers_outside_the_years_1_to_9999(TimeUnit unit)
    {
        var perUnit = OfNumber(1, unit) - Epoch.Ticks;
        var (first, last) = ((DateTime.MinValue - Epoch).Ticks / perUnit, (DateTime.MaxValue - Epoch).Ticks / perUnit);

        Assert.Equal(DateTime.MinValue.Ticks, OfNumber(first, unit));
        Assert.InRange(DateTime.MaxValue.Ticks - OfNumber(last, unit), 0, perUnit - 1);
        var scale = TimeScale.Of(unit);
        Assert.Equal((first, (ulong)(last - first)), (scale.Least, scale.Range));
        foreach (var outside in new[] { first - 1, last + 1, long.MinValue, long.MaxValue })
        {
            var error = Assert.Throws<StreamQueryException>(() => TimeScale.OutOfRange(outside, unit));
            Assert.Equal("LS3006", error.Code);
            Assert.Equal([outside, unit], error.Parameters);
        }
    }

    [Fact]
    public void A_DateTime_of_UTC_is_its_ticks() => Assert.Equal(Epoch.Ticks, EventTimes.OfDateTime(Epoch));

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void LS3005_a_DateTime_of_no_time_zone(DateTimeKind kind)
    {
        var time = DateTime.SpecifyKind(Epoch, kind);

        var error = Assert.Throws<StreamQueryException>(() => EventTimes.OfDateTime(time));

        Assert.Equal("LS3005", error.Code);
        Assert.Equal([time], error.Parameters);
        Assert.Contains($"DateTimeKind.{kind}", error.Message, StringComparison.Ordinal);
    }

    private static long OfNumber(long number, TimeUnit unit)
    {
        var parameter = Expression.Parameter(typeof(long));
        var (steps, scale) = EventTimes.OfNumber(parameter, unit);
        return Expression.Lambda<Func<long, long>>(scale.ToTicks(steps), parameter).Compile(preferInterpretation: true)(number);
    }
}
