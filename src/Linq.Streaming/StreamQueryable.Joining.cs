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
}
