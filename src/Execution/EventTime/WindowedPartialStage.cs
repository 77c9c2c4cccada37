using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>The stage before the shuffle of an event-time aggregation: rows into partial accumulators by window, or pane, and key.</summary>
internal sealed class WindowedPartialStage<TKey, TAccumulator>(
    string name,
    StreamExpander tail,
    StreamExpander owner,
    Planning.Aggregates.Aggregation aggregation,
    PartitionOfKey<TKey> partitions,
    EventWindows windows,
    WatermarkGauge watermark)
    : StageTemplate(name, tail)
{
    private static readonly Type Sink = typeof(WindowedPartialSink<TKey, TAccumulator>);

    // if (time lies outside the current place) { enter the place of the row }; update the table, or each of the tables
    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = emitter.Sink(Sink);
        var start = emitter.HoistOnce("start", () => Start(sink, row));
        var table = emitter.HoistOnce("table", () => Expression.Field(sink, nameof(WindowedPartialSink<,>.Table)));
        var (place, isOutside) = Place(row, start);
        var update = windows.Assignment == WindowAssignment.Copies ? UpdateAll(emitter, sink, row) : Update(emitter, table, row);
        return emitter.Row is null
            ? Expression.Block(
                typeof(void),
                Expression.IfThen(isOutside, Enter(sink, start, table, row, place)),
                Expression.IfThen(Expression.ReferenceNotEqual(table, Expression.Constant(null)), update))
            : Expression.Block(typeof(void), Expression.IfThen(isOutside, EnterAside(emitter, sink, place)), update);
    }

    protected override StageSink CreateSink() => new WindowedPartialSink<TKey, TAccumulator>(partitions, windows, watermark);

    private (Expression Place, Expression IsOutside) Place(Row row, Expression start)
    {
        if (windows.Assignment == WindowAssignment.Carried)
        {
            return (row.WindowStart!, Expression.NotEqual(row.WindowStart!, start));
        }

        // As unsigned numbers, so that one comparison covers both ends.
        var (time, length) = IsCounted(row) ? (row.Number!.Value, PlaceLength / row.Number.Scale.Step) : (row.Time!, PlaceLength);
        return (row.Time!, Expression.GreaterThanOrEqual(
            Expression.Convert(Expression.Subtract(time, start), typeof(ulong)), Expression.Constant((ulong)length)));
    }

    private long PlaceLength => windows.Assignment == WindowAssignment.Single ? windows.Length : windows.Pane;

    // Whether places can be told apart by the number that the time is made of.
    private bool IsCounted(Row row) => windows.Assignment != WindowAssignment.Carried && row.Number is { Scale: var scale }
        && scale.Divides(windows.Length) && scale.Divides(windows.Slide) && scale.Divides(windows.Offset);

    // The start of the current place as rows are compared with it.
    private Expression Start(Expression sink, Row row)
    {
        var start = Expression.Field(sink, nameof(WindowedPartialSink<,>.Start));
        return IsCounted(row) ? row.Number!.Scale.FromTicks(start) : start;
    }

    private Expression Update(StageEmitter emitter, Expression table, Row row) => aggregation.Key is null
        ? AggregateEmitter.UpdateOnly(emitter, owner, aggregation, table, row)
        : AggregateEmitter.Update(emitter, owner, aggregation, table, row);

    // Read from the sink, since entering a place may have made the array anew.
    private BlockExpression UpdateAll(StageEmitter emitter, Expression sink, Row row)
    {
        var tables = Expression.Variable(typeof(KeyedTable<TKey, TAccumulator>[]), "tables");
        var count = Expression.Variable(typeof(int), "count");
        var table = Expression.Variable(typeof(KeyedTable<TKey, TAccumulator>), "copy");
        return Expression.Block(
            typeof(void),
            [tables, count, table],
            Expression.Assign(tables, Expression.Field(sink, nameof(WindowedPartialSink<,>.Tables))),
            Expression.Assign(count, Expression.Field(sink, nameof(WindowedPartialSink<,>.TableCount))),
            Loops.For(Expression.Constant(0), count, i => Expression.Block(
                typeof(void), Expression.Assign(table, Expression.ArrayAccess(tables, i)), Update(emitter, table, row)), "window"));
    }

    private BlockExpression Enter(Expression sink, Expression start, Expression table, Row row, Expression place) => Expression.Block(
        typeof(void),
        Expression.Call(sink, nameof(WindowedPartialSink<,>.Enter), null, place),
        Expression.Assign(start, Start(sink, row)),
        Expression.Assign(table, Expression.Field(sink, nameof(WindowedPartialSink<,>.Table))));

    // The row comes back when its place has been entered; when it is in no open window, the next row comes.
    private static BlockExpression EnterAside(StageEmitter emitter, Expression sink, Expression place)
    {
        var pending = emitter.HoistOnce("pending", () => Expression.Constant(0L));
        var enter = Expression.IfThen(
            Expression.Not(Expression.Call(sink, nameof(WindowedPartialSink<,>.Enter), null, pending)),
            Expression.PreIncrementAssign(Expression.Field(emitter.Frame, nameof(TaskFrame.Row))));
        return Expression.Block(typeof(void), Expression.Assign(pending, place), emitter.Aside(enter));
    }
}
