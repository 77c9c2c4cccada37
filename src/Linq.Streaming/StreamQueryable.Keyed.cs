using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Reduces the values of each window instance that have the same key to one. Spark's <c>reduceByKey</c>.</summary>
    /// <remarks>
    /// <paramref name="func"/> must be associative: values are reduced in parts, before and after the shuffle. A key with one
    /// value keeps it without a call. Keys without values are absent. Over <c>Accumulate</c>, the keys that a batch touched.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS1201, at planning: the key's type has no hash that is the same in every process.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, TValue>> ReduceByKey<TKey, TValue>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source, Expression<Func<TValue, TValue, TValue>> func) =>
        Capture(ReduceByKey, source, Lambda(func));

    /// <summary>Turns each value into the result of <paramref name="selector"/>, beside the same key. Spark's <c>mapValues</c>.</summary>
    /// <remarks>Keys stay where they are, so a following operator by key needs no second shuffle. The order of elements is kept.</remarks>
    public static IStreamQueryable<KeyValuePair<TKey, TResult>> MapValues<TKey, TValue, TResult>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source, Expression<Func<TValue, TResult>> selector) =>
        Capture(MapValues, source, Lambda(selector));

    /// <summary>Turns each value into any number of values, each beside the same key. Spark's <c>flatMapValues</c>.</summary>
    /// <remarks>
    /// Keys stay where they are, so a following operator by key needs no second shuffle. The order of elements is kept. Null in
    /// place of a sequence fails the batch.
    /// </remarks>
    public static IStreamQueryable<KeyValuePair<TKey, TResult>> FlatMapValues<TKey, TValue, TResult>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source, Expression<Func<TValue, IEnumerable<TResult>>> selector) =>
        Capture(FlatMapValues, source, Lambda(selector));

    /// <summary>Collects the values of each window instance that have the same key. Spark's <c>groupByKey</c>.</summary>
    /// <remarks>
    /// The values are in the order batch, partition, position. An aggregate is cheaper as <c>ReduceByKey</c> or <c>AggregateBy</c>,
    /// which never build the list.
    /// </remarks>
    /// <exception cref="StreamQueryException">LS1201, at planning: the key's type has no hash that is the same in every process.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, IReadOnlyList<TValue>>> GroupByKey<TKey, TValue>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source) =>
        Capture(GroupByKey, source);
}
