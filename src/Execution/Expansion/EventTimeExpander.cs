using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs event time: computes a row's time in the loop, notes the latest, and keeps the watermark between batches.</summary>
[Expands(typeof(EventTimeDStream))]
internal sealed class EventTimeExpander(EventTimeDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);
    private long _latest = long.MinValue;
    private long _seen = long.MinValue;

    /// <summary>The watermark in force: the one computed when the last batch ended. Rows before it may be late.</summary>
    public long Watermark => _latest == long.MinValue ? long.MinValue : Math.Max(DateTime.MinValue.Ticks, _latest - template.MaxOutOfOrderness.Ticks);

    public override void Observe(BatchContext batch, long result) => _seen = Math.Max(_seen, result);

    public override void Commit(BatchContext batch)
    {
        _latest = Math.Max(_latest, _seen);
        _seen = long.MinValue;
    }

    public override object? Save() => _latest;

    public override void Restore(object saved) => _latest = (long)saved;

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is { } parent ? new NarrowRdd(this, parent) : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var latest = emitter.Result(this, $"latest{template.Id}");
        return _parent.Emit(emitter, row =>
        {
            var time = Expression.Variable(typeof(long), "time");
            return Expression.Block(
                typeof(void),
                [time],
                Expression.Assign(time, emitter.Call(this, template.Time, row.Value)),
                Expression.IfThen(Expression.GreaterThan(time, latest), Expression.Assign(latest, time)),
                consume(row with { Time = time }));
        });
    }
}
