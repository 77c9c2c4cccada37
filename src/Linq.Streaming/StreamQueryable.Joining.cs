using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The pairs of elements of two streams that have equal keys, each turned into <paramref name="result"/>. Spark's <c>join</c>.</summary>
    /// <remarks>
    /// Streams over batch time must have equal slides: what their windows hold at <c>t</c> is joined. A windowed stream joins an
    /// <c>Accumulate</c>d one at the window's times, against everything up to and including <c>t</c>. Two <c>Accumulate</c>d streams
    /// give the new pairs. Event-time windows join per equal window. The order of the result is unspecified.
    /// A null key equals no key, as in LINQ.
    /// </remarks>
    /// <exception cref="StreamQueryException">
    /// At planning: the windows cannot be joined, the key's type has no hash that is the same in every process, or
    /// <paramref name="inner"/> is of another context.
    /// </exception>
    public static IStreamQueryable<TResult> Join<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, TInner, TResult>> result) =>
        Capture(Join, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result));

    /// <summary>The pairs of an element of the stream and a row of <paramref name="inner"/> that have equal keys, each turned into <paramref name="result"/>.</summary>
    /// <remarks>
    /// <paramref name="inner"/> is joined when the element is given, whatever its window. It must not change while the context runs.
    /// The order of the stream is not kept. A null key equals no key, as in LINQ.
    /// </remarks>
    public static IStreamQueryable<TResult> Join<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, TInner, TResult>> result) =>
        Capture(Join, outer, Rows(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result));
}
