using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Sorts the elements of each window instance by <paramref name="key"/>, lowest first. Spark's <c>sortBy</c>.</summary>
    /// <remarks>
    /// The sort is stable. Strings compare ordinally and null is lowest. The order holds for outputs, <c>Take</c>, <c>Skip</c>,
    /// <c>Where</c> and <c>Select</c>; grouping, joins and <c>Concat</c> give it up. Over <c>Accumulate</c>, <c>Take</c> must follow: an order
    /// of everything so far has no end.
    /// </remarks>
    public static IOrderedStreamQueryable<TSource> OrderBy<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        CaptureOrdered(OrderBy, source, Lambda(key));

    /// <summary>Sorts the elements of each window instance by <paramref name="key"/>, highest first. Spark's <c>sortBy</c>, descending.</summary>
    /// <inheritdoc cref="OrderBy{TSource, TKey}" path="/remarks"/>
    public static IOrderedStreamQueryable<TSource> OrderByDescending<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        CaptureOrdered(OrderByDescending, source, Lambda(key));

    /// <summary>Sorts elements that are equal so far by <paramref name="key"/>, lowest first.</summary>
    /// <inheritdoc cref="OrderBy{TSource, TKey}" path="/remarks"/>
    public static IOrderedStreamQueryable<TSource> ThenBy<TSource, TKey>(
        this IOrderedStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        CaptureOrdered(ThenBy, source, Lambda(key));

    /// <summary>Sorts elements that are equal so far by <paramref name="key"/>, highest first.</summary>
    /// <inheritdoc cref="OrderBy{TSource, TKey}" path="/remarks"/>
    public static IOrderedStreamQueryable<TSource> ThenByDescending<TSource, TKey>(
        this IOrderedStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        CaptureOrdered(ThenByDescending, source, Lambda(key));
}
