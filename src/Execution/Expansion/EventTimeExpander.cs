using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

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

    public override void Observe(BatchContext batch, SourcePartition source, long result) => _watermarks.Observe(source, result);

    public override void Commit(BatchContext batch) => _watermarks.Commit(batch.Ticks, batch.ZeroTicks, batch.Input.HasEnded);

    public override object? Save() => _watermarks.Save();

    public override void Restore(object saved) => _watermarks.Restore(saved);

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is { } parent ? new NarrowRdd(this, parent) : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var latest = emitter.Result(this, $"latest{template.Id}");
        var limit = template.Watermark.MaxAhead is { } ahead
            ? emitter.HoistOnce($"limit{template.Id}", () => Expression.Call(typeof(EventTimeExpander), nameof(Limit), null, emitter.BatchTicks, Expression.Constant(ahead.Ticks)))
            : null;
        return _parent.Emit(emitter, row =>
        {
            var time = Expression.Variable(typeof(long), "time");
            Expression moves = Expression.GreaterThan(time, latest);
            return Expression.Block(
                typeof(void),
                [time],
                Expression.Assign(time, emitter.Call(this, template.Time, row.Value)),
                Expression.IfThen(
                    limit is null ? moves : Expression.AndAlso(moves, Expression.LessThanOrEqual(time, limit)),
                    Expression.Assign(latest, time)),
                consume(new Row(row.Value, time)));
        });
    }

    /// <summary>The latest time that may move the watermark.</summary>
    public static long Limit(long batchTicks, long ahead) => ahead > long.MaxValue - batchTicks ? long.MaxValue : batchTicks + ahead;

    // Through operators of single rows a partition's rows are still those of one source.
    private static IEnumerable<SourcePartition> Sources(DStream stream) => stream switch
    {
        InputDStream input => [new SourcePartition(input.Source.Id, 0)],
        FilteredDStream or MappedDStream or FlatMappedDStream or UnionDStream or EventTimeDStream => stream.Parents.SelectMany(Sources),
        _ => [SourcePartition.Unknown],
    };
}
