using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The number of elements of each window instance: one element a window. Spark's <c>count</c>.</summary>
    /// <remarks>Of an empty batch or batch-time window it is 0; an empty event-time window gives nothing.</remarks>
    public static IStreamQueryable<long> Count<TSource>(this IStreamQueryable<TSource> source) =>
        Capture(Count, source);

    /// <summary>The number of elements of each window instance that satisfy <paramref name="predicate"/>: one element a window.</summary>
    /// <remarks>Of an empty batch or batch-time window it is 0; an empty event-time window gives nothing.</remarks>
    public static IStreamQueryable<long> Count<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        Capture(Count, source, Lambda(predicate));

    /// <summary>Whether a window instance has an element: one element a window.</summary>
    /// <remarks>A window without elements gives nothing, not false: use <see cref="Count{TSource}(IStreamQueryable{TSource})"/> to see empty ones.</remarks>
    public static IStreamQueryable<bool> Any<TSource>(this IStreamQueryable<TSource> source) =>
        Capture(Any, source);

    /// <summary>Whether some element of a window instance satisfies <paramref name="predicate"/>: one element a window.</summary>
    /// <remarks>A window without elements gives nothing, not false.</remarks>
    public static IStreamQueryable<bool> Any<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        Capture(Any, source, Lambda(predicate));

    /// <summary>Whether all elements of a window instance satisfy <paramref name="predicate"/>: one element a window.</summary>
    /// <remarks>A window without elements gives nothing, not true.</remarks>
    public static IStreamQueryable<bool> All<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        Capture(All, source, Lambda(predicate));

    /// <summary>Reduces the elements of each window instance to one. Spark's <c>reduce</c>.</summary>
    /// <remarks>
    /// <paramref name="func"/> must be associative: elements are reduced in parts. A window with one element gives it without a
    /// call; a window without elements gives nothing.
    /// </remarks>
    public static IStreamQueryable<TSource> Aggregate<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TSource, TSource>> func) =>
        Capture(Aggregate, source, Lambda(func));

    /// <summary>Folds the elements of each window instance into one value, beginning with <paramref name="seed"/>.</summary>
    /// <remarks>
    /// Without a function that combines two parts, a window is folded in one piece, in the order batch, partition, position; give
    /// <c>combine</c> to fold in parallel. Every window begins with the same <paramref name="seed"/> object: <paramref name="func"/>
    /// must return a new value and not change the one it is given. A window without elements gives nothing.
    /// </remarks>
    public static IStreamQueryable<TAccumulate> Aggregate<TSource, TAccumulate>(
        this IStreamQueryable<TSource> source,
        TAccumulate seed,
        Expression<Func<TAccumulate, TSource, TAccumulate>> func) =>
        Capture(Aggregate, source, Value(seed), Lambda(func));

    /// <summary>
    /// Folds the elements of each window instance in parts that each begin with <paramref name="seed"/> and are then combined.
    /// Spark's <c>aggregate</c>.
    /// </summary>
    /// <remarks>
    /// <paramref name="combine"/> must be associative and <paramref name="seed"/> neutral to it: how many parts there are depends on
    /// partitions and windows. Neither function may change the value it is given. A window without elements gives nothing.
    /// </remarks>
    public static IStreamQueryable<TAccumulate> Aggregate<TSource, TAccumulate>(
        this IStreamQueryable<TSource> source,
        TAccumulate seed,
        Expression<Func<TAccumulate, TSource, TAccumulate>> func,
        Expression<Func<TAccumulate, TAccumulate, TAccumulate>> combine) =>
        Capture(Aggregate, source, Value(seed), Lambda(func), Lambda(combine));

    /// <summary>
    /// Folds the elements of each window instance in parts that each begin with <paramref name="seed"/>, combines the parts, and
    /// makes the result of the whole.
    /// </summary>
    /// <inheritdoc cref="Aggregate{TSource, TAccumulate}(IStreamQueryable{TSource}, TAccumulate, Expression{Func{TAccumulate, TSource, TAccumulate}}, Expression{Func{TAccumulate, TAccumulate, TAccumulate}})" path="/remarks"/>
    public static IStreamQueryable<TResult> Aggregate<TSource, TAccumulate, TResult>(
        this IStreamQueryable<TSource> source,
        TAccumulate seed,
        Expression<Func<TAccumulate, TSource, TAccumulate>> func,
        Expression<Func<TAccumulate, TAccumulate, TAccumulate>> combine,
        Expression<Func<TAccumulate, TResult>> result) =>
        Capture(Aggregate, source, Value(seed), Lambda(func), Lambda(combine), Lambda(result));
}
