namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The elements of each partition as one array. Spark's <c>glom</c>.</summary>
    /// <remarks>A partition without elements gives an empty array. How many partitions there are depends on the input and on <c>Parallelism</c>.</remarks>
    public static IStreamQueryable<TSource[]> Glom<TSource>(this IStreamQueryable<TSource> source) => Capture(Glom, source);

    /// <summary>Calls <paramref name="function"/> once for each partition of each window instance. Spark's <c>mapPartitions</c>.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="function">From the elements of a partition, which may be none, to any number of elements. It must not keep state: a task may be run again.</param>
    /// <remarks>Null in place of a sequence fails the batch with LS3007.</remarks>
    public static IStreamQueryable<TResult> MapPartitions<TSource, TResult>(
        this IStreamQueryable<TSource> source, Func<IEnumerable<TSource>, IEnumerable<TResult>> function) =>
        Capture(MapPartitions, source, Function(function));

    /// <summary>Calls <paramref name="function"/> once for each window instance, with all of its elements and the batch time; of a window of event time or a session, with the window's end. Spark's <c>transform</c>.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="function">From the elements to any number of elements. It runs at each batch, also without elements, or when a window of event time closes, so it may look at things that change.</param>
    /// <remarks>Null in place of a sequence fails the batch with LS3007.</remarks>
    public static IStreamQueryable<TResult> Transform<TSource, TResult>(
        this IStreamQueryable<TSource> source, Func<IEnumerable<TSource>, DateTimeOffset, IEnumerable<TResult>> function) =>
        Capture(Transform, source, Function(function));

    /// <summary>Calls <paramref name="function"/> once for each window instance, with all elements of both streams and the batch time. Spark's <c>transformWith</c>.</summary>
    /// <param name="source">The first stream.</param>
    /// <param name="other">The second; its slide must be the first one's. Neither is in windows of event time or sessions.</param>
    /// <param name="function">From the elements of both, which may be none, to any number of elements.</param>
    /// <remarks>Null in place of a sequence fails the batch with LS3007. At a batch where one of the streams has no RDD the result has none.</remarks>
    public static IStreamQueryable<TResult> Transform<TSource, TOther, TResult>(
        this IStreamQueryable<TSource> source,
        IStreamQueryable<TOther> other,
        Func<IEnumerable<TSource>, IEnumerable<TOther>, DateTimeOffset, IEnumerable<TResult>> function) =>
        Capture(Transform, source, Stream(other), Function(function));
}
