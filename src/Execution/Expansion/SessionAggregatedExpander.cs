using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Sessions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation by session; the watermark, or batch time, closes sessions.</summary>
[Expands(typeof(SessionAggregatedDStream))]
internal sealed class SessionAggregatedExpander(SessionAggregatedDStream template, ExpansionContext context)
    : SessionExpander(template, template.Watermark, context)
{
    private readonly ExpansionContext _context = context;

    protected override ISessionShuffle CreateShuffle(WatermarkGauge watermark)
    {
        var type = template.Sessions.KeepsRows
            ? typeof(RowSessions<,>).MakeGenericType(template.Sessions.KeyType, template.Parent.ElementType)
            : typeof(AccumulatorSessions<,>).MakeGenericType(template.Sessions.KeyType, template.Aggregation.AccumulatorType);
        return (ISessionShuffle)Activator.CreateInstance(type, template, _context, watermark)!;
    }

    protected override Expression GiveOut(StageEmitter emitter, Expression merge, Func<Row, Expression> consume)
    {
        var all = Expression.Field(merge, nameof(AggregateSessionMerge<,,>.Given));
        var given = Expression.Variable(all.Type, "given");
        var count = Expression.Variable(typeof(int), "givenCount");
        return Expression.Block(
            typeof(void),
            [given, count],
            Expression.Assign(given, all),
            Expression.Assign(count, Expression.Field(merge, nameof(AggregateSessionMerge<,,>.GivenCount))),
            Loops.For(Expression.Constant(0), count, i => GiveOne(emitter, Expression.ArrayAccess(given, i), consume), "session"));
    }

    private BlockExpression GiveOne(StageEmitter emitter, Expression session, Func<Row, Expression> consume)
    {
        var start = Expression.Variable(typeof(long), "windowStart");
        var end = Expression.Variable(typeof(long), "windowEnd");
        var mark = Expression.Variable(typeof(long), "mark");
        return Expression.Block(
            typeof(void),
            [start, end, mark],
            Expression.Assign(start, Expression.Field(session, nameof(GivenSession<,>.First))),
            Expression.Assign(end, Expression.Field(session, nameof(GivenSession<,>.End))),
            Expression.Assign(mark, Expression.Field(session, nameof(GivenSession<,>.Mark))),
            WithAccumulator(emitter, Expression.Field(session, nameof(GivenSession<,>.Content)), accumulator => consume(ToRow(
                template.Aggregation.Key is null ? Expression.Default(typeof(ValueTuple)) : Expression.Field(session, nameof(GivenSession<,>.Key)), accumulator, start, end, mark))));
    }

    // The time of a result is its window's end less one tick.
    private Row ToRow(Expression key, Expression accumulator, Expression start, Expression end, Expression mark) => new(
        GroupRows.New(template.ElementType, key, WindowBounds.Window(start, end, template.Sessions.IsEarly ? mark : null), accumulator),
        Expression.Subtract(end, Expression.Constant(1L)),
        start,
        mark);

    // Rows that were kept are taken in now, in the order in which they came.
    private Expression WithAccumulator(StageEmitter emitter, Expression content, Func<Expression, Expression> use)
    {
        if (!template.Sessions.KeepsRows)
        {
            return use(content);
        }

        var accumulator = Expression.Variable(template.Aggregation.AccumulatorType, "accumulator");
        return Expression.Block(
            typeof(void),
            [accumulator],
            Expression.Assign(accumulator, Expression.Default(accumulator.Type)),
            Expression.Call(content, nameof(ArrivedRows<>.Sort), null),
            SessionRows.Each(emitter, content, row => emitter.Update(this, template.Aggregation.Update, accumulator, row)),
            use(accumulator));
    }
}
