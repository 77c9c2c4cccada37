namespace Linq.Streaming;

/// <summary>The operators of stream queries: LINQ's names where LINQ has one, Spark's where it has none.</summary>
/// <remarks>
/// Each operator captures itself in the query's expression and evaluates nothing. Arguments are checked at the call; what the
/// planner refuses is reported, all of it together, when the context starts. All operators are thread-safe.
/// <para>
/// Every operator acts inside one window instance at a time: the batch where nothing else is written, else the window that
/// <c>Window</c>, <c>SessionWindow</c> or <c>Accumulate</c> gives.
/// </para>
/// </remarks>
public static partial class StreamQueryable
{
}
