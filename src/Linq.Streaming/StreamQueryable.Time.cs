using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Makes the time of an element what <paramref name="eventTime"/> reads from it, instead of its batch.</summary>
    /// <remarks>
    /// The watermark is the greatest event time seen, minus <paramref name="maxOutOfOrderness"/>: it never goes back, and moves
    /// between batches. An element is late when all its windows have closed. Write it before operators that remove elements where
    /// those should still move the watermark.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxOutOfOrderness"/> is negative. Zero is allowed.</exception>
    public static IStreamQueryable<TSource> WithEventTime<TSource>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, DateTimeOffset>> eventTime,
        TimeSpan maxOutOfOrderness) =>
        Capture(WithEventTime, source, Lambda(eventTime), NotNegative(maxOutOfOrderness));

    /// <summary>Makes the time of an element what <paramref name="eventTime"/> reads from it, instead of its batch.</summary>
    /// <remarks>
    /// The time must be UTC: a <see cref="DateTime"/> of another kind fails the batch with LS3005.
    /// The watermark is the greatest event time seen, minus <paramref name="maxOutOfOrderness"/>: it never goes back, and moves
    /// between batches. An element is late when all its windows have closed.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxOutOfOrderness"/> is negative. Zero is allowed.</exception>
    public static IStreamQueryable<TSource> WithEventTime<TSource>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, DateTime>> eventTime,
        TimeSpan maxOutOfOrderness) =>
        Capture(WithEventTime, source, Lambda(eventTime), NotNegative(maxOutOfOrderness));

    /// <summary>
    /// Makes the time of an element what <paramref name="eventTime"/> reads from it, instead of its batch: a number of
    /// <paramref name="unit"/> since the Unix epoch, which may be negative.
    /// </summary>
    /// <remarks>
    /// A time outside the years 1 to 9999 fails the batch with LS3006.
    /// The watermark is the greatest event time seen, minus <paramref name="maxOutOfOrderness"/>: it never goes back, and moves
    /// between batches. An element is late when all its windows have closed.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxOutOfOrderness"/> is negative (zero is allowed), or <paramref name="unit"/> is not a value of <see cref="TimeUnit"/>.
    /// </exception>
    public static IStreamQueryable<TSource> WithEventTime<TSource>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, long>> eventTime,
        TimeUnit unit,
        TimeSpan maxOutOfOrderness) =>
        Capture(WithEventTime, source, Lambda(eventTime), Defined(unit), NotNegative(maxOutOfOrderness));
}
