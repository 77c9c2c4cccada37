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

    /// <summary>For each key of either stream its values in both. Spark's <c>cogroup</c>.</summary>
    /// <remarks>The values are in the order batch, partition, position; a side without the key has none. Both streams must have the same kind of window, as for <c>Concat</c>.</remarks>
    /// <exception cref="StreamQueryException">At planning: LS1003, the windows or emissions differ; LS1201, the key's type is refused.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, (IReadOnlyList<TValue> First, IReadOnlyList<TOther> Second)>> CoGroup<TKey, TValue, TOther>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source, IStreamQueryable<KeyValuePair<TKey, TOther>> other) =>
        Capture(CoGroup, source, Stream(other));

    /// <summary>Reduces the values of each key in a window, over batch time or, after <c>WithEventTime</c>, over event time. Spark's <c>reduceByKeyAndWindow</c>; the same as <c>Window</c> and <c>ReduceByKey</c>.</summary>
    /// <param name="source">Pairs.</param>
    /// <param name="add">An associative function.</param>
    /// <param name="length">How far the window reaches back; over batch time a multiple of the source's slide.</param>
    /// <param name="slide">How often there is a result; over batch time a multiple of the source's slide.</param>
    /// <exception cref="StreamQueryException">At planning: LS1102, a length that is no multiple; LS1201, the key's type is refused.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, TValue>> ReduceByKeyAndWindow<TKey, TValue>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source,
        Expression<Func<TValue, TValue, TValue>> add, TimeSpan length, TimeSpan slide) =>
        Capture(ReduceByKeyAndWindow, source, Lambda(add), Positive(length), Positive(slide));

    /// <summary>As the overload without <paramref name="remove"/>, maintained by adding the batches that enter the window and removing those that leave.</summary>
    /// <param name="source">Pairs.</param>
    /// <param name="add">An associative function.</param>
    /// <param name="remove">Its inverse: <c>remove(add(a, b), a)</c> equals b.</param>
    /// <param name="length">How far the window reaches back; over batch time a multiple of the source's slide.</param>
    /// <param name="slide">How often there is a result; over batch time a multiple of the source's slide.</param>
    /// <param name="keep">Which results are given; all where it is null.</param>
    /// <remarks>
    /// A key is absent as soon as its last value has left the window, whatever the values come to, so <paramref name="keep"/> is not
    /// needed for that; it never changes what is computed later, other than in Spark.
    /// </remarks>
    /// <exception cref="StreamQueryException">At planning: LS1102, a length that is no multiple; LS1201, the key's type is refused.</exception>
    public static IStreamQueryable<KeyValuePair<TKey, TValue>> ReduceByKeyAndWindow<TKey, TValue>(
        this IStreamQueryable<KeyValuePair<TKey, TValue>> source,
        Expression<Func<TValue, TValue, TValue>> add, Expression<Func<TValue, TValue, TValue>> remove,
        TimeSpan length, TimeSpan slide, Expression<Func<KeyValuePair<TKey, TValue>, bool>>? keep = null) =>
        Capture(ReduceByKeyAndWindow, source, Lambda(add), Lambda(remove), Positive(length), Positive(slide), OptionalLambda(keep));
}
