namespace Linq.Streaming;

public static partial class StreamQueryable
{
    /// <summary>Gives the operator before it an id that stays the same when the query changes around it.</summary>
    /// <remarks>
    /// The id identifies the operator's state in checkpoints, and the operator in metrics and plans. Without one the id is derived
    /// from the structure of the query. It must be unique in its context.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="id"/> is empty, longer than 100 characters, or has others than letters a-z and A-Z, digits, '-', '_' and '.'.
    /// </exception>
    public static IStreamQueryable<TSource> Named<TSource>(this IStreamQueryable<TSource> source, string id) =>
        Capture(Named, source, Value(StreamName.Check(id, nameof(id))));

    /// <summary>Plans the query alone and returns the plan as text, up to <paramref name="level"/>. Nothing runs and nothing is registered.</summary>
    /// <exception cref="StreamQueryException">The query cannot be planned; all reasons are reported together.</exception>
    public static string Explain(this IStreamQueryable source, ExplainLevel level = ExplainLevel.Optimized)
    {
        ArgumentNullException.ThrowIfNull(source);
        _ = Defined(level);
        return source.Provider.Explain(source.Expression, level);
    }
}
