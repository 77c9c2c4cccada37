using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>The stage before the shuffle of one side of a window join: what is kept of a row, with its key, by window.</summary>
internal sealed class JoinStage<TRows>(
    string name, StreamExpander tail, StreamExpander owner, EventWindows windows, LambdaExpression key, KeptRow kept, bool keepsNullKeys, Func<PlacedSink<TRows>> createSink)
    : WindowedStage(name, tail, windows)
    where TRows : class
{
    protected override Type SinkType => typeof(PlacedSink<TRows>);

    protected override StageSink CreateSink() => createSink();

    protected override Expression Update(StageEmitter emitter, Expression sink, Expression table, Row row)
    {
        var keyOfRow = Expression.Variable(key.ReturnType, "key");
        var value = Expression.Variable(kept.Selector.ReturnType, "kept");
        Expression add = Expression.Block(
            typeof(void),
            [value],
            Expression.Assign(value, emitter.Call(owner, kept.Selector, row.Value)),
            Windows.Assignment == WindowAssignment.Copies ? AddToAll(sink, keyOfRow, value) : Add(table, keyOfRow, value));

        // A null key meets none. Rows that are given all the same are kept by it.
        return Expression.Block(
            typeof(void),
            [keyOfRow],
            Expression.Assign(keyOfRow, emitter.Call(owner, key, row.Value)),
            keepsNullKeys || !CanBeNull(key.ReturnType) ? add : Expression.IfThen(Expression.Not(IsNull(keyOfRow)), add));
    }

    private static bool CanBeNull(Type key) => !key.IsValueType || Nullable.GetUnderlyingType(key) is not null;

    private static Expression IsNull(Expression key) => key.Type.IsValueType
        ? Expression.Equal(key, Expression.Constant(null, key.Type))
        : Expression.ReferenceEqual(key, Expression.Constant(null));

    private static MethodCallExpression Add(Expression rows, Expression key, Expression value) => Expression.Call(rows, nameof(JoinedRows<,>.Add), null, key, value);

    // Read from the sink, since entering a place may have made the array anew.
    private static BlockExpression AddToAll(Expression sink, Expression key, Expression value)
    {
        var tables = Expression.Variable(typeof(TRows[]), "tables");
        var count = Expression.Variable(typeof(int), "count");
        return Expression.Block(
            typeof(void),
            [tables, count],
            Expression.Assign(tables, Expression.Field(sink, nameof(PlacedSink<>.Tables))),
            Expression.Assign(count, Expression.Field(sink, nameof(PlacedSink<>.TableCount))),
            Loops.For(Expression.Constant(0), count, i => Add(Expression.ArrayAccess(tables, i), key, value), "window"));
    }
}
