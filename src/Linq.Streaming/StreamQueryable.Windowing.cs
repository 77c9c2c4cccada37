namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Puts the elements of <paramref name="source"/> into windows of <paramref name="length"/>. Spark's <c>window</c>.</summary>
    /// <remarks>
    /// Over batch time there is a window at every slide of <paramref name="source"/>, as in Spark: the one at <c>t</c> holds the batches in
    /// <c>(t - length, t]</c>. After <c>WithEventTime</c>, windows follow each other without a gap: <c>[k·length, k·length + length)</c>
    /// since the Unix epoch, each given once, when the watermark has reached its end; later elements are late.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or negative.</exception>
    /// <exception cref="StreamQueryException">At planning: over batch time, the length is not a multiple of the slide of <paramref name="source"/>.</exception>
    public static IStreamQueryable<TSource> Window<TSource>(this IStreamQueryable<TSource> source, TimeSpan length) =>
        Capture(Window, source, Positive(length));

    /// <summary>
    /// Puts the elements of <paramref name="source"/> into windows of <paramref name="length"/>, one every <paramref name="slide"/>.
    /// Spark's <c>window</c>.
    /// </summary>
    /// <remarks>
    /// Over batch time, the window at <c>t</c> holds the batches in <c>(t - length, t]</c>; until the stream is
    /// <paramref name="length"/> old, those so far. After <c>WithEventTime</c>, the windows are <c>[k·slide, k·slide + length)</c>
    /// since the Unix epoch, and each is given once, when the watermark has reached its end; later elements are late.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A time is zero or negative.</exception>
    /// <exception cref="StreamQueryException">At planning: over batch time, a time is not a multiple of the slide of <paramref name="source"/>.</exception>
    public static IStreamQueryable<TSource> Window<TSource>(
        this IStreamQueryable<TSource> source, TimeSpan length, TimeSpan slide) =>
        Capture(Window, source, Positive(length), Positive(slide));

    /// <summary>Keeps every element in the window for ever: what follows is over everything so far.</summary>
    /// <remarks>
    /// Aggregates give in each batch the results of the groups that it touched, even if equal to the last ones; without grouping
    /// there is one group. <c>Emit(Emission.Complete)</c> gives the whole result in each batch instead.
    /// </remarks>
    public static IStreamQueryable<TSource> Accumulate<TSource>(this IStreamQueryable<TSource> source) =>
        Capture(Accumulate, source);

    /// <summary>Says when a query that keeps state gives its results.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="emission"/> is not a value of <see cref="Emission"/>.</exception>
    /// <exception cref="StreamQueryException">At planning: the query cannot be given in that way.</exception>
    public static IStreamQueryable<TSource> Emit<TSource>(this IStreamQueryable<TSource> source, Emission emission) =>
        Capture(Emit, source, Defined(emission));
}
