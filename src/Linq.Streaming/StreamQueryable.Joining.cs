using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The pairs of elements of two streams that have equal keys, each turned into <paramref name="result"/>. Spark's <c>join</c>.</summary>
    /// <remarks>
    /// Streams over batch time must have equal slides: what their windows hold at <c>t</c> is joined. A windowed stream joins an
    /// <c>Accumulate</c>d one at the window's times, against everything up to and including <c>t</c>. Two <c>Accumulate</c>d streams
    /// give the new pairs, and only <c>Join</c> does so. Event-time windows join per equal window, when both have closed it; such a window and a session join an
    /// <c>Accumulate</c>d stream when they close. The order of the result is unspecified. A null key equals no key, as in LINQ.
    /// </remarks>
    /// <exception cref="StreamQueryException">
    /// At planning: LS1004, the windows cannot be joined; LS1201, the key's type has no hash that is the same in every process; or
    /// <paramref name="inner"/> is of another context.
    /// </exception>
    public static IStreamQueryable<TResult> Join<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, TInner, TResult>> result) =>
        Capture(Join, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result));

    /// <summary>The pairs of elements of two streams that have equal keys, and each element of the first that has no match, with <c>default</c> for the other. Spark's <c>leftOuterJoin</c>.</summary>
    /// <remarks>As <see cref="Join{TOuter, TInner, TKey, TResult}(IStreamQueryable{TOuter}, IStreamQueryable{TInner}, Expression{Func{TOuter, TKey}}, Expression{Func{TInner, TKey}}, Expression{Func{TOuter, TInner, TResult}})"/>. A null key matches nothing.</remarks>
    public static IStreamQueryable<TResult> LeftJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, TInner?, TResult>> result) =>
        Capture(LeftJoin, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result));

    /// <summary>The pairs of elements of two streams that have equal keys, and each element of <paramref name="inner"/> that has no match, with <c>default</c> for the other. Spark's <c>rightOuterJoin</c>.</summary>
    /// <remarks>As <see cref="Join{TOuter, TInner, TKey, TResult}(IStreamQueryable{TOuter}, IStreamQueryable{TInner}, Expression{Func{TOuter, TKey}}, Expression{Func{TInner, TKey}}, Expression{Func{TOuter, TInner, TResult}})"/>. A null key matches nothing.</remarks>
    public static IStreamQueryable<TResult> RightJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter?, TInner, TResult>> result) =>
        Capture(RightJoin, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result));

    /// <summary>The pairs of elements of two streams that have equal keys, and each element of either that has no match, with <c>default</c> for the other. Spark's <c>fullOuterJoin</c>.</summary>
    /// <remarks>As <see cref="Join{TOuter, TInner, TKey, TResult}(IStreamQueryable{TOuter}, IStreamQueryable{TInner}, Expression{Func{TOuter, TKey}}, Expression{Func{TInner, TKey}}, Expression{Func{TOuter, TInner, TResult}})"/>. A null key matches nothing.</remarks>
    public static IStreamQueryable<TResult> FullJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter?, TInner?, TResult>> result) =>
        Capture(FullJoin, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result));

    /// <summary>Each element of the first stream with the elements of <paramref name="inner"/> that have its key, which may be none. Spark's <c>cogroup</c>.</summary>
    /// <remarks>As <see cref="Join{TOuter, TInner, TKey, TResult}(IStreamQueryable{TOuter}, IStreamQueryable{TInner}, Expression{Func{TOuter, TKey}}, Expression{Func{TInner, TKey}}, Expression{Func{TOuter, TInner, TResult}})"/>. A null key matches nothing.</remarks>
    public static IStreamQueryable<TResult> GroupJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, IEnumerable<TInner>, TResult>> result) =>
        Capture(GroupJoin, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result));

    /// <summary>The pairs of elements of two streams with event time that have equal keys and lie near each other in time.</summary>
    /// <param name="outer">The first stream.</param>
    /// <param name="inner">The second stream.</param>
    /// <param name="outerKey">The key of an element of the first stream; null equals no key.</param>
    /// <param name="innerKey">The key of an element of the second stream.</param>
    /// <param name="before">How much earlier than the outer element the inner one may be; both ends of the interval are inside. May be negative: then it must be later.</param>
    /// <param name="after">How much later than the outer element the inner one may be.</param>
    /// <param name="result">What becomes of a pair.</param>
    /// <remarks>
    /// The inner element's time lies in <c>[outer - before, outer + after]</c>. A pair is given in the batch in which its second element comes; its time
    /// is the later of the two, the watermark of the result the smaller. An element is kept until the watermark says that no partner can come any more.
    /// One that comes behind the watermark is late: it is counted and left out. The order of the result is unspecified.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The interval is empty: <paramref name="after"/> is less than -<paramref name="before"/>.</exception>
    /// <exception cref="StreamQueryException">At planning: LS1004, a stream has no event time or is windowed; LS1201, the key cannot be one.</exception>
    public static IStreamQueryable<TResult> IntervalJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        TimeSpan before,
        TimeSpan after,
        Expression<Func<TOuter, TInner, TResult>> result) =>
        Capture(IntervalJoin, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Value(before), NotBefore(after, before), Lambda(result));

    /// <summary>As <see cref="IntervalJoin"/>, and each outer element that has met no inner one, with <c>default</c> for the other, when it can meet none any more.</summary>
    /// <inheritdoc cref="IntervalJoin" path="/*[not(self::summary)]"/>
    public static IStreamQueryable<TResult> LeftIntervalJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IStreamQueryable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        TimeSpan before,
        TimeSpan after,
        Expression<Func<TOuter, TInner?, TResult>> result) =>
        Capture(LeftIntervalJoin, outer, Stream(inner), Lambda(outerKey), Lambda(innerKey), Value(before), NotBefore(after, before), Lambda(result));
}
