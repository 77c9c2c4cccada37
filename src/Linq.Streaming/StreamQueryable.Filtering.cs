using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Keeps the elements that satisfy <paramref name="predicate"/>. Spark's <c>filter</c>.</summary>
    /// <remarks>
    /// The order of elements is kept. After an aggregate over <c>Accumulate</c>, a result that stops satisfying the predicate is
    /// not withdrawn.
    /// </remarks>
    public static IStreamQueryable<TSource> Where<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, bool>> predicate) =>
        Capture(Where, source, Lambda(predicate));

    /// <summary>Keeps the elements that are a <typeparamref name="TResult"/>, as that type.</summary>
    /// <remarks>The order of elements is kept. A null element is left out.</remarks>
    public static IStreamQueryable<TResult> OfType<TResult>(this IStreamQueryable source) =>
        Capture(OfType<TResult>, source);
}
