using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Makes the time of an element what <paramref name="eventTime"/> reads from it, instead of its batch.</summary>
    /// <remarks>
    /// <para>
    /// The watermark is the greatest event time seen, minus <paramref name="maxOutOfOrderness"/>: it never goes back, and moves
    /// between batches, so that a batch is judged by what came before it. An element is late when all its windows have closed; see
    /// <see cref="Late{TSource}"/>. Write it before operators that remove elements where those should still move the watermark.
    /// </para>
    /// <para>
    /// Where the elements come of several sources (after <c>Concat</c>), each has a watermark of its own and the least counts: a source
    /// from which nothing has come yet holds all windows open, unless it has ended or an idle timeout is given.
    /// </para>
    /// <para>One element with a time far in the future moves the watermark there, and all that follows is late: <c>maxAhead</c> guards against it.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxOutOfOrderness"/> is negative. Zero is allowed.</exception>
    public static IStreamQueryable<TSource> WithEventTime<TSource>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, DateTimeOffset>> eventTime,
        TimeSpan maxOutOfOrderness) =>
        Capture(WithEventTime, source, Lambda(eventTime), NotNegative(maxOutOfOrderness));

    /// <summary>As <see cref="WithEventTime{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, DateTimeOffset}}, TimeSpan)"/>, with a timeout for idle sources and a guard against times in the future.</summary>
    /// <param name="source">The elements.</param>
    /// <param name="eventTime">The time of an element.</param>
    /// <param name="maxOutOfOrderness">How far an element may lie behind the latest one before it may be late.</param>
    /// <param name="idleTimeout">
    /// A source that has given nothing for so much batch time is left out of the least watermark until it gives something again; null never.
    /// Where all sources are idle, the greatest of their watermarks counts.
    /// </param>
    /// <param name="maxAhead">
    /// An element whose time is later than the batch time plus this does not move the watermark; it keeps its windows, which close when
    /// the watermark gets there. Null lets every element move it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or <paramref name="idleTimeout"/> is zero.</exception>
    public static IStreamQueryable<TSource> WithEventTime<TSource>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, DateTimeOffset>> eventTime,
        TimeSpan maxOutOfOrderness,
        TimeSpan? idleTimeout,
        TimeSpan? maxAhead = null) =>
        Capture(WithEventTime, source, Lambda(eventTime), NotNegative(maxOutOfOrderness), PositiveOrNull(idleTimeout), NotNegativeOrNull(maxAhead));

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

    /// <summary>As <see cref="WithEventTime{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, DateTime}}, TimeSpan)"/>, with a timeout for idle sources and a guard against times in the future.</summary>
    /// <inheritdoc cref="WithEventTime{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, DateTimeOffset}}, TimeSpan, TimeSpan?, TimeSpan?)" path="/*[not(self::summary)]"/>
    public static IStreamQueryable<TSource> WithEventTime<TSource>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, DateTime>> eventTime,
        TimeSpan maxOutOfOrderness,
        TimeSpan? idleTimeout,
        TimeSpan? maxAhead = null) =>
        Capture(WithEventTime, source, Lambda(eventTime), NotNegative(maxOutOfOrderness), PositiveOrNull(idleTimeout), NotNegativeOrNull(maxAhead));

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

    /// <summary>As <see cref="WithEventTime{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, long}}, TimeUnit, TimeSpan)"/>, with a timeout for idle sources and a guard against times in the future.</summary>
    /// <param name="source">The elements.</param>
    /// <param name="eventTime">The time of an element.</param>
    /// <param name="unit">What one unit of it measures.</param>
    /// <param name="maxOutOfOrderness">How far an element may lie behind the latest one before it may be late.</param>
    /// <param name="idleTimeout">How much batch time without an element makes a source idle; null never.</param>
    /// <param name="maxAhead">How far after the batch time an element may lie to move the watermark; null is as far as it likes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, <paramref name="idleTimeout"/> is zero, or <paramref name="unit"/> is not a value of <see cref="TimeUnit"/>.</exception>
    public static IStreamQueryable<TSource> WithEventTime<TSource>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, long>> eventTime,
        TimeUnit unit,
        TimeSpan maxOutOfOrderness,
        TimeSpan? idleTimeout,
        TimeSpan? maxAhead = null) =>
        Capture(WithEventTime, source, Lambda(eventTime), Defined(unit), NotNegative(maxOutOfOrderness), PositiveOrNull(idleTimeout), NotNegativeOrNull(maxAhead));
}
