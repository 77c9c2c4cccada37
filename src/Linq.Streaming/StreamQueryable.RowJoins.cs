using System.Linq.Expressions;

namespace Linq.Streaming;

// Joins of a stream with rows that are at hand: a list, a table that is read.
public static partial class StreamQueryable
{
    /// <summary>The pairs of an element of the stream and a row of <paramref name="inner"/> that have equal keys.</summary>
    /// <param name="outer">The stream.</param>
    /// <param name="inner">The rows. They are joined when an element is given, whatever its window.</param>
    /// <param name="outerKey">The key of an element.</param>
    /// <param name="innerKey">The key of a row.</param>
    /// <param name="result">What becomes of the two.</param>
    /// <param name="reading">Whether the rows are read once, when the context starts, or again for each batch; an element meets those of the batch in which it is given.</param>
    /// <remarks>The order of the result is unspecified. A null key matches nothing, as in LINQ.</remarks>
    public static IStreamQueryable<TResult> Join<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, TInner, TResult>> result,
        RowsReading reading = RowsReading.Once) =>
        Capture(Join, outer, Rows(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result), Defined(reading));

    /// <summary>The pairs of an element and a row that have equal keys, and each element that has no match, with <c>default</c> for the row.</summary>
    /// <param name="outer">The stream.</param>
    /// <param name="inner">The rows. They are joined when an element is given, whatever its window.</param>
    /// <param name="outerKey">The key of an element.</param>
    /// <param name="innerKey">The key of a row.</param>
    /// <param name="result">What becomes of the two.</param>
    /// <param name="reading">Whether the rows are read once, when the context starts, or again for each batch; an element meets those of the batch in which it is given.</param>
    /// <remarks>The order of the result is unspecified. A null key matches nothing, as in LINQ.</remarks>
    public static IStreamQueryable<TResult> LeftJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, TInner?, TResult>> result,
        RowsReading reading = RowsReading.Once) =>
        Capture(LeftJoin, outer, Rows(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result), Defined(reading));

    /// <summary>The pairs of an element and a row that have equal keys, and in each window instance every row that has no match, with <c>default</c> for the element.</summary>
    /// <param name="outer">The stream.</param>
    /// <param name="inner">The rows. They are joined when an element is given, whatever its window.</param>
    /// <param name="outerKey">The key of an element.</param>
    /// <param name="innerKey">The key of a row.</param>
    /// <param name="result">What becomes of the two.</param>
    /// <param name="reading">Whether the rows are read once, when the context starts, or again for each batch.</param>
    /// <remarks>The order of the result is unspecified. A null key matches nothing, as in LINQ. The stream must be of batches or batch-time windows.</remarks>
    public static IStreamQueryable<TResult> RightJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter?, TInner, TResult>> result,
        RowsReading reading = RowsReading.Once) =>
        Capture(RightJoin, outer, Rows(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result), Defined(reading));

    /// <summary>The pairs of an element and a row that have equal keys, each element that has no match, and in each window instance every row that has no match; <c>default</c> for what is missing.</summary>
    /// <param name="outer">The stream.</param>
    /// <param name="inner">The rows. They are joined when an element is given, whatever its window.</param>
    /// <param name="outerKey">The key of an element.</param>
    /// <param name="innerKey">The key of a row.</param>
    /// <param name="result">What becomes of the two.</param>
    /// <param name="reading">Whether the rows are read once, when the context starts, or again for each batch.</param>
    /// <remarks>The order of the result is unspecified. A null key matches nothing, as in LINQ. The stream must be of batches or batch-time windows.</remarks>
    public static IStreamQueryable<TResult> FullJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter?, TInner?, TResult>> result,
        RowsReading reading = RowsReading.Once) =>
        Capture(FullJoin, outer, Rows(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result), Defined(reading));

    /// <summary>Each element of the stream with the rows that have its key, which may be none.</summary>
    /// <param name="outer">The stream.</param>
    /// <param name="inner">The rows. They are joined when an element is given, whatever its window.</param>
    /// <param name="outerKey">The key of an element.</param>
    /// <param name="innerKey">The key of a row.</param>
    /// <param name="result">What becomes of the two.</param>
    /// <param name="reading">Whether the rows are read once, when the context starts, or again for each batch; an element meets those of the batch in which it is given.</param>
    /// <remarks>The order of the result is unspecified. A null key matches nothing, as in LINQ.</remarks>
    public static IStreamQueryable<TResult> GroupJoin<TOuter, TInner, TKey, TResult>(
        this IStreamQueryable<TOuter> outer,
        IEnumerable<TInner> inner,
        Expression<Func<TOuter, TKey>> outerKey,
        Expression<Func<TInner, TKey>> innerKey,
        Expression<Func<TOuter, IEnumerable<TInner>, TResult>> result,
        RowsReading reading = RowsReading.Once) =>
        Capture(GroupJoin, outer, Rows(inner), Lambda(outerKey), Lambda(innerKey), Lambda(result), Defined(reading));
}
