using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Puts the elements of <paramref name="source"/> into windows of <paramref name="length"/>. Spark's <c>window</c>.</summary>
    /// <remarks>
    /// Over batch time there is a window at every slide of <paramref name="source"/>, as in Spark: the one at <c>t</c> holds the batches in
    /// <c>(t - length, t]</c>. After <c>WithEventTime</c>, windows follow each other without a gap: <c>[k·length, k·length + length)</c>
    /// since the Unix epoch, each given once, when the watermark has reached its end; later elements are late. Results of such windows and of
    /// sessions are put into windows again by their own time, the end of their window less one tick.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or negative.</exception>
    /// <exception cref="StreamQueryException">
    /// At planning: LS1102, over batch time the length is not a multiple of the slide of <paramref name="source"/>; LS1103, its elements are in a window of another kind;
    /// LS1109, over event time the length is more than all times there are.
    /// </exception>
    public static IStreamQueryable<TSource> Window<TSource>(this IStreamQueryable<TSource> source, TimeSpan length) =>
        Capture(Window, source, Positive(length));

    /// <summary>
    /// Puts the elements of <paramref name="source"/> into windows of <paramref name="length"/>, one every <paramref name="slide"/>.
    /// Spark's <c>window</c>.
    /// </summary>
    /// <remarks>
    /// Over batch time, the window at <c>t</c> holds the batches in <c>(t - length, t]</c>; until the stream is
    /// <paramref name="length"/> old, those so far. After <c>WithEventTime</c>, the windows are <c>[k·slide, k·slide + length)</c>
    /// since the Unix epoch, and each is given once, when the watermark has reached its end. An element is in every window that holds its time, and
    /// late when all of them have closed; with a slide longer than the length, elements between two windows are in none.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A time is zero or negative.</exception>
    /// <exception cref="StreamQueryException">
    /// At planning: LS1102, over batch time a time is not a multiple of the slide of <paramref name="source"/>; LS1103, its elements are in a window of another kind;
    /// LS1109, over event time a time is more than all times there are.
    /// </exception>
    public static IStreamQueryable<TSource> Window<TSource>(
        this IStreamQueryable<TSource> source, TimeSpan length, TimeSpan slide) =>
        Capture(Window, source, Positive(length), Positive(slide));

    /// <summary>
    /// Puts the elements of <paramref name="source"/> into windows of <paramref name="length"/>, one every <paramref name="slide"/>,
    /// counted from <paramref name="offset"/> after the Unix epoch.
    /// </summary>
    /// <param name="source">The elements, with event time.</param>
    /// <param name="length">How long a window is.</param>
    /// <param name="slide">How far the next one starts after it; null is <paramref name="length"/>. More than the length leaves gaps, whose elements are in no window.</param>
    /// <param name="offset">Windows are <c>[offset + k·slide, offset + k·slide + length)</c> since the epoch. May be negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> or <paramref name="slide"/> is zero or negative.</exception>
    /// <exception cref="StreamQueryException">At planning: LS1106, an offset over batch time, whose windows are counted from the start of the context.</exception>
    public static IStreamQueryable<TSource> Window<TSource>(
        this IStreamQueryable<TSource> source, TimeSpan length, TimeSpan? slide = null, TimeSpan offset = default) =>
        Capture(Window, source, Positive(length), PositiveOrNull(slide), Value(offset));

    /// <summary>Puts the elements of <paramref name="source"/> into sessions: runs of elements with the same <paramref name="key"/> that follow each other within <paramref name="gap"/>.</summary>
    /// <remarks>
    /// Two elements at a distance of at most <paramref name="gap"/> belong together. The window of a session is <c>[first, last + gap)</c>, and it
    /// is given once, when the watermark has reached its end; without event time, when the batch time has. An element that is out of order may
    /// join two open sessions into one. An element is late when the session that it would be in has closed. A following <c>GroupBy</c>
    /// groups by the same key or a finer one.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gap"/> is zero or negative.</exception>
    /// <exception cref="StreamQueryException">
    /// At planning: LS1201, the key's type has no hash that is the same in every process; LS1103, the elements are in a window already; LS1109, the gap is
    /// longer than all times there are.
    /// </exception>
    public static IStreamQueryable<TSource> SessionWindow<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key, TimeSpan gap) =>
        Capture(SessionWindow, source, Lambda(key), Positive(gap));

    /// <summary>The elements of a windowed stream that came too late: when all their windows had closed. They are missing from every result over the windows.</summary>
    /// <remarks>
    /// A stream of the batches in which they came, without a window. Operators between the window and this one apply. Only windows of event time
    /// and sessions over it have late elements.
    /// </remarks>
    /// <exception cref="StreamQueryException">At planning: LS1107, the elements wait for no watermark.</exception>
    public static IStreamQueryable<TSource> Late<TSource>(this IStreamQueryable<TSource> source) => Capture(Late, source);

    /// <summary>Keeps every element in the window for ever: what follows is over everything so far.</summary>
    /// <remarks>
    /// Aggregates give in each batch the results of the groups that it touched, even if equal to the last ones; without grouping
    /// there is one group. <c>Emit(Emission.Complete)</c> gives the whole result in each batch instead.
    /// </remarks>
    public static IStreamQueryable<TSource> Accumulate<TSource>(this IStreamQueryable<TSource> source) =>
        Capture(Accumulate, source);

    /// <summary>As <see cref="Accumulate{TSource}(IStreamQueryable{TSource})"/>, where what has not been touched for <paramref name="timeToLive"/> is forgotten, so that state is bounded.</summary>
    /// <remarks>
    /// The state of a key (of a group, a distinct element, the rows of a join) is dropped at the first batch that is later than the last one that
    /// touched it by more than <paramref name="timeToLive"/> of batch time, before that batch's elements are taken in. A key that comes again begins
    /// anew. Complete results leave out what has been dropped; updated results do not say that it has been.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeToLive"/> is zero or negative.</exception>
    public static IStreamQueryable<TSource> Accumulate<TSource>(this IStreamQueryable<TSource> source, TimeSpan timeToLive) =>
        Capture(Accumulate, source, Positive(timeToLive));

    /// <summary>Says when a query that keeps state gives its results.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="emission"/> is not a value of <see cref="Emission"/>.</exception>
    /// <remarks>It stands anywhere above the <c>Accumulate</c>, <c>Window</c> or <c>SessionWindow</c> whose results it is about, with nothing but operators of single elements and one grouping between.</remarks>
    /// <exception cref="StreamQueryException">At planning: LS1002, the query cannot be given in that way.</exception>
    public static IStreamQueryable<TSource> Emit<TSource>(this IStreamQueryable<TSource> source, Emission emission) =>
        Capture(Emit, source, Defined(emission));
}
