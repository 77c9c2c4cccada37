using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The least element of each window instance: one element a window. Spark's <c>min</c>.</summary>
    /// <remarks>Strings compare ordinally. Null elements are left out, as in LINQ. A window without elements gives nothing.</remarks>
    public static IStreamQueryable<TSource> Min<TSource>(this IStreamQueryable<TSource> source) =>
        Capture(Min, source);

    /// <summary>The least result of <paramref name="selector"/> over each window instance: one element a window.</summary>
    /// <remarks>Strings compare ordinally. Null results are left out, as in LINQ. A window without elements gives nothing.</remarks>
    public static IStreamQueryable<TResult> Min<TSource, TResult>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TResult>> selector) =>
        Capture(Min, source, Lambda(selector));

    /// <summary>The greatest element of each window instance: one element a window. Spark's <c>max</c>.</summary>
    /// <remarks>Strings compare ordinally. Null elements are left out, as in LINQ. A window without elements gives nothing.</remarks>
    public static IStreamQueryable<TSource> Max<TSource>(this IStreamQueryable<TSource> source) =>
        Capture(Max, source);

    /// <summary>The greatest result of <paramref name="selector"/> over each window instance: one element a window.</summary>
    /// <remarks>Strings compare ordinally. Null results are left out, as in LINQ. A window without elements gives nothing.</remarks>
    public static IStreamQueryable<TResult> Max<TSource, TResult>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TResult>> selector) =>
        Capture(Max, source, Lambda(selector));

    /// <summary>The element of each window instance with the least <paramref name="key"/>: one element a window.</summary>
    /// <remarks>
    /// The first of several in the order batch, partition, position. Strings compare ordinally. A window without elements gives
    /// nothing.
    /// </remarks>
    public static IStreamQueryable<TSource> MinBy<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        Capture(MinBy, source, Lambda(key));

    /// <summary>The element of each window instance with the greatest <paramref name="key"/>: one element a window.</summary>
    /// <inheritdoc cref="MinBy{TSource, TKey}" path="/remarks"/>
    public static IStreamQueryable<TSource> MaxBy<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        Capture(MaxBy, source, Lambda(key));
}
