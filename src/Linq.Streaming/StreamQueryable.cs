using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>The operators of stream queries: LINQ's names where LINQ has one, Spark's where it has none.</summary>
/// <remarks>
/// Each operator captures itself in the query's expression and evaluates nothing. Arguments are checked at the call; what the
/// planner refuses is reported, all of it together, when the context starts. All operators are thread-safe.
/// </remarks>
public static partial class StreamQueryable
{
    private static IStreamQueryable<TResult> Call<TResult>(IStreamQueryable source, Delegate self, params ReadOnlySpan<Expression> arguments) =>
        source.Provider.CreateQuery<TResult>(Expression.Call(self.Method, [source.Expression, .. arguments]));

    private static Expression Constant<T>(T value) => Expression.Constant(value, typeof(T));
}
