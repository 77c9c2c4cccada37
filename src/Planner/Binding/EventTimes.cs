using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>Event times of every accepted type as numbers, with what these mean.</summary>
internal static class EventTimes
{
    /// <exception cref="StreamQueryException">LS3005: the kind is not UTC.</exception>
    public static long OfDateTime(DateTime time) =>
        time.Kind == DateTimeKind.Utc ? time.Ticks : throw new StreamQueryException(StreamErrors.UnspecifiedDateTime(time));

    public static Expression OfDateTime(Expression time) => Expression.Call(typeof(EventTimes), nameof(OfDateTime), null, time);

    /// <summary>A number since the Unix epoch. Nanoseconds, which are finer than ticks, become ticks; a long of them cannot leave the range of years.</summary>
    public static (Expression Number, TimeScale Scale) OfNumber(Expression number, TimeUnit unit) => unit == TimeUnit.Nanoseconds
        ? (Expression.Call(typeof(EventTimes), nameof(OfNanoseconds), null, number), TimeScale.Utc)
        : (number, TimeScale.Of(unit));

    /// <summary>Nanoseconds since the Unix epoch as ticks of UTC, rounded towards the past also before 1970.</summary>
    public static long OfNanoseconds(long nanoseconds) =>
        DateTime.UnixEpoch.Ticks + (nanoseconds >= 0 ? nanoseconds / 100 : (nanoseconds - 99) / 100);
}
