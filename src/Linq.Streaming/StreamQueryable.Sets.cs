using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The elements of both streams, repetitions included. Spark's <c>union</c>.</summary>
    /// <remarks>
    /// The order between the two streams is unspecified. Both must have the same kind of window with the same length, slide and
    /// offset, or both be <c>Accumulate</c>d with the same emission and time to live.
    /// </remarks>
    /// <exception cref="StreamQueryException">At planning: the windows or emissions differ, or <paramref name="second"/> is of another context.</exception>
    public static IStreamQueryable<TSource> Concat<TSource>(
        this IStreamQueryable<TSource> source, IStreamQueryable<TSource> second) =>
        Capture(Concat, source, Stream(second));

    /// <summary>The different elements of each window instance. Spark's <c>distinct</c>.</summary>
    /// <remarks>
    /// Over <c>Accumulate</c>, an element when it is first seen. Elements compare by their own equality. The order of the result is
    /// unspecified.
    /// </remarks>
    public static IStreamQueryable<TSource> Distinct<TSource>(this IStreamQueryable<TSource> source) =>
        Capture(Distinct, source);

    /// <summary>The first element of each window instance for each different <paramref name="key"/>.</summary>
    /// <remarks>First in the order batch, partition, position. Over <c>Accumulate</c>, an element when its key is first seen.</remarks>
    public static IStreamQueryable<TSource> DistinctBy<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        Capture(DistinctBy, source, Lambda(key));

    /// <summary>The different elements of both streams, window instance by window instance.</summary>
    /// <remarks>Both must have the same kind of window, as for <c>Concat</c>. The order of the result is unspecified.</remarks>
    /// <exception cref="StreamQueryException">At planning: LS1003, the windows or emissions differ; LS1201, the elements cannot be keys.</exception>
    public static IStreamQueryable<TSource> Union<TSource>(this IStreamQueryable<TSource> source, IStreamQueryable<TSource> second) =>
        Capture(Union, source, Stream(second));

    /// <summary>The different elements of the first stream that are not in the second, window instance by window instance.</summary>
    /// <inheritdoc cref="Union{TSource}" path="/*[not(self::summary)]"/>
    public static IStreamQueryable<TSource> Except<TSource>(this IStreamQueryable<TSource> source, IStreamQueryable<TSource> second) =>
        Capture(Except, source, Stream(second));

    /// <summary>The different elements that are in both streams, window instance by window instance.</summary>
    /// <inheritdoc cref="Union{TSource}" path="/*[not(self::summary)]"/>
    public static IStreamQueryable<TSource> Intersect<TSource>(this IStreamQueryable<TSource> source, IStreamQueryable<TSource> second) =>
        Capture(Intersect, source, Stream(second));

    /// <summary>The first <paramref name="count"/> elements of each window instance; all where it has fewer. Spark's <c>take</c>.</summary>
    /// <remarks>
    /// First in the order asked for by <c>OrderBy</c>, else in the order batch, partition, position. Directly after <c>OrderBy</c> over
    /// <c>Accumulate</c>, the first elements so far, in each batch that has any. A count of zero or less takes nothing, as in LINQ.
    /// </remarks>
    /// <exception cref="StreamQueryException">At planning: the stream is <c>Accumulate</c>d and has no <c>OrderBy</c>.</exception>
    public static IStreamQueryable<TSource> Take<TSource>(this IStreamQueryable<TSource> source, int count) =>
        Capture(Take, source, Value(Math.Max(count, 0)));

    /// <summary>All but the first <paramref name="count"/> elements of each window instance; none where it has fewer.</summary>
    /// <remarks>
    /// First in the order asked for by <c>OrderBy</c>, else in the order batch, partition, position. A count of zero or less skips
    /// nothing, as in LINQ.
    /// </remarks>
    public static IStreamQueryable<TSource> Skip<TSource>(this IStreamQueryable<TSource> source, int count) =>
        Capture(Skip, source, Value(Math.Max(count, 0)));

    /// <summary>Spreads the elements of each batch evenly over <paramref name="numPartitions"/> partitions, at the cost of a shuffle.</summary>
    /// <remarks>It changes how many tasks the operators that follow run as, not what they give.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="numPartitions"/> is less than 1.</exception>
    public static IStreamQueryable<TSource> Repartition<TSource>(this IStreamQueryable<TSource> source, int numPartitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numPartitions, 1);
        return Capture(Repartition, source, Value(numPartitions));
    }
}
