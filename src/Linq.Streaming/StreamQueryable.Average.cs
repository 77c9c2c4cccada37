using System.Linq.Expressions;

namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>The mean of the elements of each window instance: one element a window.</summary>
    /// <remarks>Null elements are left out. A window without elements gives nothing.</remarks>
    public static IStreamQueryable<double> Average(this IStreamQueryable<int> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<double?> Average(this IStreamQueryable<int?> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<double> Average(this IStreamQueryable<long> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<double?> Average(this IStreamQueryable<long?> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<float> Average(this IStreamQueryable<float> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<float?> Average(this IStreamQueryable<float?> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<double> Average(this IStreamQueryable<double> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<double?> Average(this IStreamQueryable<double?> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<decimal> Average(this IStreamQueryable<decimal> source) => Capture(Average, source);

    /// <inheritdoc cref="Average(IStreamQueryable{int})"/>
    public static IStreamQueryable<decimal?> Average(this IStreamQueryable<decimal?> source) => Capture(Average, source);

    /// <summary>The mean of the results of <paramref name="selector"/> over each window instance: one element a window.</summary>
    /// <remarks>Null results are left out. A window without elements gives nothing.</remarks>
    public static IStreamQueryable<double> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, int>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<double?> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, int?>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<double> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, long>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<double?> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, long?>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<float> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, float>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<float?> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, float?>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<double> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, double>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<double?> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, double?>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<decimal> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, decimal>> selector) =>
        Capture(Average, source, Lambda(selector));

    /// <inheritdoc cref="Average{TSource}(IStreamQueryable{TSource}, Expression{Func{TSource, int}})"/>
    public static IStreamQueryable<decimal?> Average<TSource>(
        this IStreamQueryable<TSource> source, Expression<Func<TSource, decimal?>> selector) =>
        Capture(Average, source, Lambda(selector));
}
