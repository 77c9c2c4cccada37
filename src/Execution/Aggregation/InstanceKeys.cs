using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Keys that tell window instances apart: the user's key, and the start, time and mark of the row's window.</summary>
internal static class InstanceKeys
{
    public static Type TypeOf(Type key) => SlotTuple.TypeOf([key, typeof(long), typeof(long), typeof(long)]);

    public static Expression New(Expression key, Row row) => SlotTuple.New([key, row.WindowStart!, row.Time!, row.Mark!]);

    /// <summary>The user's key.</summary>
    public static Expression Key(Expression key) => SlotTuple.Slot(key, 0);

    /// <summary>A row without a value, in the window of the key.</summary>
    public static Row Window(Expression key) => new(Expression.Empty(), SlotTuple.Slot(key, 2), SlotTuple.Slot(key, 1), SlotTuple.Slot(key, 3));
}
