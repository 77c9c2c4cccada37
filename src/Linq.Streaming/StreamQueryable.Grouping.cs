using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Groups the elements of each window instance by <paramref name="key"/>. Spark's <c>groupBy</c>.</summary>
    /// <remarks>
    /// A group carries its window beside its key; a second <c>GroupBy</c> groups again inside each window. Keys without elements
    /// are absent. The order of groups is unspecified, that of elements inside a group is batch, partition, position. Over
    /// <c>Accumulate</c>, the groups that a batch touched. Keys compare by their own equality.
    /// </remarks>
    /// <exception cref="StreamQueryException">
    /// At planning: LS1201, the key's type has no hash that is the same in every process; LS1108, sessions are grouped by a key that tells less apart than their own.
    /// </exception>
    public static IStreamQueryable<IStreamGrouping<TKey, TSource>> GroupBy<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        Capture(GroupBy, source, Lambda(key));

    /// <summary>
    /// Groups what <paramref name="element"/> makes of the elements of each window instance by <paramref name="key"/>. Spark's
    /// <c>groupByKey</c> over pairs.
    /// </summary>
    /// <inheritdoc cref="GroupBy{TSource, TKey}(IStreamQueryable{TSource}, Expression{Func{TSource, TKey}})" path="/*[not(self::summary)]"/>
    public static IStreamQueryable<IStreamGrouping<TKey, TElement>> GroupBy<TSource, TKey, TElement>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, TKey>> key,
        Expression<Func<TSource, TElement>> element) =>
        Capture(GroupBy, source, Lambda(key), Lambda(element));

    /// <summary>How many elements of each window instance have each <paramref name="key"/>. Spark's <c>countByValue</c>.</summary>
    /// <remarks>Keys without elements are absent. The order of keys is unspecified. Over <c>Accumulate</c>, the keys that a batch touched.</remarks>
    /// <exception cref="StreamQueryException">LS1201, at planning: the key's type has no hash that is the same in every process.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, long>> CountBy<TSource, TKey>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, TKey>> key) =>
        Capture(CountBy, source, Lambda(key));

    /// <summary>
    /// Folds the elements of each window instance that have the same <paramref name="key"/> into one value, beginning with
    /// <paramref name="seed"/>.
    /// </summary>
    /// <remarks>
    /// Without a function that combines two parts, all elements of a key are folded in one place; give <c>combine</c> to fold in
    /// parallel. Every key begins with the same <paramref name="seed"/> object: <paramref name="func"/> must return a new value and
    /// not change the one it is given. Keys without elements are absent. Over <c>Accumulate</c>, the keys that a batch touched.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS1201, at planning: the key's type has no hash that is the same in every process.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, TAccumulate>> AggregateBy<TSource, TKey, TAccumulate>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, TKey>> key,
        TAccumulate seed,
        Expression<Func<TAccumulate, TSource, TAccumulate>> func) =>
        Capture(AggregateBy, source, Lambda(key), Value(seed), Lambda(func));

    /// <summary>
    /// Folds the elements of each window instance that have the same <paramref name="key"/>, in parts that each begin with
    /// <paramref name="seed"/> and are then combined. Spark's <c>combineByKey</c>.
    /// </summary>
    /// <remarks>
    /// <paramref name="combine"/> must be associative and <paramref name="seed"/> neutral to it: how many parts there are depends on
    /// partitions and windows. Neither function may change the value it is given. Keys without elements are absent. Over
    /// <c>Accumulate</c>, the keys that a batch touched.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS1201, at planning: the key's type has no hash that is the same in every process.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, TAccumulate>> AggregateBy<TSource, TKey, TAccumulate>(
        this IStreamQueryable<TSource> source,
        Expression<Func<TSource, TKey>> key,
        TAccumulate seed,
        Expression<Func<TAccumulate, TSource, TAccumulate>> func,
        Expression<Func<TAccumulate, TAccumulate, TAccumulate>> combine) =>
        Capture(AggregateBy, source, Lambda(key), Value(seed), Lambda(func), Lambda(combine));
}
