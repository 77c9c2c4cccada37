using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Turns each element into the result of <paramref name="selector"/>. Spark's <c>map</c>.</summary>
    /// <remarks>The order of elements is kept.</remarks>
    public static IStreamQueryable<TResult> Select<TSource, TResult>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TResult>> selector) =>
        Capture(Select, source, Lambda(selector));

    /// <summary>Turns each element, with the window instance it belongs to, into the result of <paramref name="selector"/>.</summary>
    /// <remarks>
    /// The second parameter is the window, not LINQ's index: a stream has no first element to count from. Without a
    /// <c>Window</c>, a <c>SessionWindow</c> or an <c>Accumulate</c> it is the batch. An element of several windows is given once for each.
    /// </remarks>
    public static IStreamQueryable<TResult> Select<TSource, TResult>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TimeWindow, TResult>> selector) =>
        Capture(Select, source, Lambda(selector));

    /// <summary>Turns each element into any number of results. Spark's <c>flatMap</c>.</summary>
    /// <remarks>The results of one element keep their order and stay in its window. Null in place of a sequence fails the batch.</remarks>
    public static IStreamQueryable<TResult> SelectMany<TSource, TResult>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, IEnumerable<TResult>>> selector) =>
        Capture(SelectMany, source, Lambda(selector));

    /// <summary>
    /// Turns each element into a sequence and each pair of element and member of the sequence into a result. A second
    /// <c>from</c> of query syntax. Spark's <c>flatMap</c>.
    /// </summary>
    /// <remarks>The results of one element keep their order and stay in its window. Null in place of a sequence fails the batch.</remarks>
    public static IStreamQueryable<TResult> SelectMany<TSource, TCollection, TResult>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, IEnumerable<TCollection>>> collection,
        Expression<Func<TSource, TCollection, TResult>> result) =>
        Capture(SelectMany, source, Lambda(collection), Lambda(result));

    /// <summary>Casts each element to <typeparamref name="TResult"/>. An element that cannot be cast fails the batch.</summary>
    /// <remarks>The order of elements is kept.</remarks>
    public static IStreamQueryable<TResult> Cast<TResult>(this IStreamQueryable source) =>
        Capture(Cast<TResult>, source);
}
