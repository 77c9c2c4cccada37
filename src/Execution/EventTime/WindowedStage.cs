using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>A stage that takes rows into accumulators by place, which is a window of event time or a pane, and key.</summary>
/// <remarks>
/// Rows come nearly in order, so the loop keeps the place of the last row and its table; a row that lies elsewhere leaves the loop and has the sink enter
/// its place. Subclasses name the fields of the sink alike.
/// </remarks>
internal abstract class WindowedStage(string name, StreamExpander tail, EventWindows windows) : StageTemplate(name, tail)
{
    /// <summary>Where the current place starts in the sink: ticks.</summary>
    protected const string Start = "Start";

    /// <summary>The table of the current place in the sink.</summary>
    protected const string Table = "Table";

    /// <summary>The method of the sink that makes the place of a time the current one; false when the row is in no window that is open.</summary>
    protected const string Enter = "Enter";

    protected EventWindows Windows => windows;

    protected abstract Type SinkType { get; }

    // if (time lies outside the current place) { enter the place of the row }; update the table, or each of the tables
    public override Expression Consume(StageEmitter emitter, Row row)
    {
        var sink = emitter.Sink(SinkType);
        var start = emitter.HoistOnce("start", () => StartOf(sink, row));
        var table = emitter.HoistOnce("table", () => Expression.Field(sink, Table));
        var (place, isOutside) = Place(row, start);
        var update = Update(emitter, sink, table, row);
        return emitter.Row is null
            ? Expression.Block(
                typeof(void),
                Expression.IfThen(isOutside, EnterHere(sink, start, table, row, place)),
                Expression.IfThen(Expression.ReferenceNotEqual(table, Expression.Constant(null)), update))
            : Expression.Block(typeof(void), Expression.IfThen(isOutside, EnterAside(emitter, sink, place)), update);
    }

    /// <summary>Takes a row into the accumulators of its place, whose table is in the variable <paramref name="table"/>.</summary>
    protected abstract Expression Update(StageEmitter emitter, Expression sink, Expression table, Row row);

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
    private Expression StartOf(Expression sink, Row row)
    {
        var start = Expression.Field(sink, Start);
        return IsCounted(row) ? row.Number!.Scale.FromTicks(start) : start;
    }

    private BlockExpression EnterHere(Expression sink, Expression start, Expression table, Row row, Expression place) => Expression.Block(
        typeof(void),
        Expression.Call(sink, Enter, null, place),
        Expression.Assign(start, StartOf(sink, row)),
        Expression.Assign(table, Expression.Field(sink, Table)));

    // The row comes back when its place has been entered; when it is in no open window, the next row comes.
    private static BlockExpression EnterAside(StageEmitter emitter, Expression sink, Expression place)
    {
        var pending = emitter.HoistOnce("pending", () => Expression.Constant(0L));
        var enter = Expression.IfThen(
            Expression.Not(Expression.Call(sink, Enter, null, pending)),
            Expression.PreIncrementAssign(Expression.Field(emitter.Frame, nameof(TaskFrame.Row))));
        return Expression.Block(typeof(void), Expression.Assign(pending, place), emitter.Aside(enter));
    }
}
