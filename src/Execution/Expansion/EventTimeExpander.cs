using System.Linq.Expressions;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs event time: computes a row's time in the loop, notes the latest, and keeps the watermark between batches.</summary>
[Expands(typeof(EventTimeDStream))]
internal sealed class EventTimeExpander(EventTimeDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);
    private readonly PartitionWatermarks _watermarks = context.AddClock(
        template.Clock, new PartitionWatermarks(template.Watermark, [.. Sources(template.Parent).Distinct()]));

    /// <summary>The watermark in force: the one computed when the last batch ended; <see cref="PartitionWatermarks.None"/> at first.</summary>
    public long Watermark => _watermarks.InForce;

    // The number after the latest one, counted from the first in range; 0 where there was none.
    public override void Observe(BatchContext batch, SourcePartition source, long result) =>
        _watermarks.Observe(source, result == 0 ? PartitionWatermarks.None : template.Scale.ToTicks(template.Scale.Least + result - 1));

    public override void Commit(BatchContext batch) => _watermarks.Commit(batch);

    public override void Rollback(BatchContext batch) => _watermarks.Rollback();

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs) => [_watermarks.Part("watermark"), .. base.Parts(codecs)];

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is { } parent ? new NarrowRdd(this, parent) : null;

    // A row's number is compared as it is. One unsigned comparison finds rows that are later than all before them, and those out of range,
    // which are looked at more closely; ticks are made where they are read.
    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var scale = template.Scale;
        var bound = emitter.Result(this, $"bound{template.Id}");
        var least = emitter.HoistOnce($"least{template.Id}", () => Expression.Constant(scale.Least));
        var limit = template.Watermark.MaxAhead is { } ahead
            ? emitter.HoistOnce($"limit{template.Id}", () => scale.FromTicks(Limit(emitter.BatchTicks, ahead)))
            : null;
        return _parent.Emit(emitter, row =>
        {
            var number = Expression.Variable(typeof(long), "time");
            var above = Expression.Subtract(number, least);
            return Expression.Block(
                typeof(void),
                [number],
                Expression.Assign(number, emitter.Call(this, template.Time, row.Value)),
                Expression.IfThen(
                    Expression.GreaterThanOrEqual(Unsigned(above), Unsigned(bound)),
                    Expression.Block(typeof(void), Check(number, above), Raise(bound, number, above, limit))),
                consume(new Row(row.Value, scale.ToTicks(number), Number: new RowNumber(number, scale))));
        });
    }

    private Expression Check(Expression number, Expression above) => template.Scale.Unit is not { } unit
        ? Expression.Empty()
        : Expression.IfThen(
            Expression.GreaterThan(Unsigned(above), Expression.Constant(template.Scale.Range)),
            Expression.Call(typeof(TimeScale), nameof(TimeScale.OutOfRange), null, number, Expression.Constant(unit)));

    // Times beyond the limit do not move the watermark.
    private static Expression Raise(Expression bound, Expression number, Expression above, Expression? limit)
    {
        var raise = Expression.Assign(bound, Expression.Add(above, Expression.Constant(1L)));
        return limit is null ? raise : Expression.IfThen(Expression.LessThanOrEqual(number, limit), raise);
    }

    private static UnaryExpression Unsigned(Expression number) => Expression.Convert(number, typeof(ulong));

    /// <summary>The latest time that may move the watermark.</summary>
    public static long Limit(long batchTicks, long ahead) => ahead > long.MaxValue - batchTicks ? long.MaxValue : batchTicks + ahead;

    private static MethodCallExpression Limit(Expression batchTicks, TimeSpan ahead) =>
        Expression.Call(typeof(EventTimeExpander), nameof(Limit), null, batchTicks, Expression.Constant(ahead.Ticks));

    // Through operators of single rows a partition's rows are still those of one source.
    private static IEnumerable<SourcePartition> Sources(DStream stream) => stream switch
    {
        InputDStream input => [new SourcePartition(input.Source.Id, 0)],
        FilteredDStream or MappedDStream or FlatMappedDStream or UnionDStream or EventTimeDStream => stream.Parents.SelectMany(Sources),
        _ => [SourcePartition.Unknown],
    };
}
