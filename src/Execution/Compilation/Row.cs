using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>A row inside a generated loop, as expressions.</summary>
/// <param name="Value">Its value; cheap to read more than once. An object that only carries members is never made unless it is read whole.</param>
/// <param name="Time">Its time in ticks of UTC, cheap to read more than once; null where rows carry none.</param>
/// <param name="WindowStart">Where the window that it is a result of starts, a variable; null where it is none's. Such a window ends one tick after <paramref name="Time"/>.</param>
/// <param name="Mark">See <see cref="Blocks.Timed{T}.Mark"/>; null where it is 0.</param>
/// <param name="SessionKey">The key of the session that it is put into, a variable; null where it is put into none.</param>
/// <param name="Number">The number that <paramref name="Time"/> is computed from; null where the time comes as ticks.</param>
/// <param name="Key">The key by which it is aggregated next, where that has been computed.</param>
internal readonly record struct Row(
    Expression Value, Expression? Time = null, Expression? WindowStart = null, Expression? Mark = null, Expression? SessionKey = null, RowNumber? Number = null, Expression? Key = null)
{
    public Row With(Expression value) => this with { Value = value };
}

/// <summary>The event time of a row as the number that its selector gave, a variable.</summary>
internal sealed record RowNumber(Expression Value, TimeScale Scale);
