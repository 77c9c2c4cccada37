using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The sum of the elements of each window instance: one element a window.</summary>
    /// <remarks>Null elements are left out. Of an empty batch or batch-time window it is 0; an empty event-time window gives nothing.</remarks>
    public static IStreamQueryable<int> Sum(this IStreamQueryable<int> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<int?> Sum(this IStreamQueryable<int?> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<long> Sum(this IStreamQueryable<long> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<long?> Sum(this IStreamQueryable<long?> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<float> Sum(this IStreamQueryable<float> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<float?> Sum(this IStreamQueryable<float?> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<double> Sum(this IStreamQueryable<double> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<double?> Sum(this IStreamQueryable<double?> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<decimal> Sum(this IStreamQueryable<decimal> source) => Capture(Sum, source);

    /// <inheritdoc cref="Sum(IStreamQueryable{int})"/>
    public static IStreamQueryable<decimal?> Sum(this IStreamQueryable<decimal?> source) => Capture(Sum, source);

    /// <summary>The sum of the results of <paramref name="selector"/> over each window instance: one element a window.</summary>
    /// <remarks>Null results are left out. Of an empty batch or batch-time window it is 0; an empty event-time window gives nothing.</remarks>
    public static IStreamQueryable<int> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, int>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<int?> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, int?>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<long> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, long>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<long?> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, long?>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<float> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, float>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<float?> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, float?>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<double> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, double>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<double?> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, double?>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<decimal> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, decimal>> selector) =>
        Capture(Sum, source, Lambda(selector));

    /// <inheritdoc cref="Sum{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<decimal?> Sum<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, decimal?>> selector) =>
        Capture(Sum, source, Lambda(selector));
}
