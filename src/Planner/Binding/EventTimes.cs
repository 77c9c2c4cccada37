using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Binding;

/// <summary>Event times of every accepted type as ticks of UTC: steps of 100 ns since 0001-01-01T00:00:00Z.</summary>
internal static class EventTimes
{
    /// <exception cref="StreamQueryException">LS3005: the kind is not UTC.</exception>
    public static long OfDateTime(DateTime time) =>
        time.Kind == DateTimeKind.Utc ? time.Ticks : throw new StreamQueryException(StreamErrors.UnspecifiedDateTime(time));

    /// <summary>A number since the Unix epoch as ticks: multiplied or divided in place, so that the loop over rows makes no call.</summary>
    public static Expression OfNumber(Expression number, TimeUnit unit)
    {
        // Nanoseconds round towards the past, also before 1970; a long of nanoseconds cannot leave the range of years.
        if (unit == TimeUnit.Nanoseconds)
        {
            return Expression.Call(typeof(EventTimes), nameof(OfNanoseconds), null, number);
        }

        var perUnit = unit switch
        {
            TimeUnit.Seconds => TimeSpan.TicksPerSecond,
            TimeUnit.Milliseconds => TimeSpan.TicksPerMillisecond,
            TimeUnit.Microseconds => TimeSpan.TicksPerMicrosecond,
            _ => 1L,
        };

        // One unsigned comparison finds times before year 1 and after year 9999; only those take the call, which throws.
        var value = Expression.Variable(typeof(long), "time");
        var least = (DateTime.MinValue.Ticks - DateTime.UnixEpoch.Ticks) / perUnit;
        var range = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / perUnit - least;
        return Expression.Block(
            [value],
            Expression.Assign(value, number),
            Expression.IfThen(
                Expression.GreaterThan(Expression.Convert(Expression.Subtract(value, Expression.Constant(least)), typeof(ulong)), Expression.Constant((ulong)range)),
                Expression.Call(typeof(EventTimes), nameof(OutOfRange), null, value, Expression.Constant(unit))),
            Expression.Add(
                perUnit == 1 ? value : Expression.Multiply(value, Expression.Constant(perUnit)),
                Expression.Constant(DateTime.UnixEpoch.Ticks)));
    }

    public static long OfNanoseconds(long nanoseconds) =>
        DateTime.UnixEpoch.Ticks + (nanoseconds >= 0 ? nanoseconds / 100 : (nanoseconds - 99) / 100);

    public static void OutOfRange(long value, TimeUnit unit) => throw new StreamQueryException(StreamErrors.EventTimeOutOfRange(value, unit));
}
