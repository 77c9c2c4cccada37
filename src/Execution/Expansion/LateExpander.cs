using System.Linq.Expressions;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs late rows: a test of the row's last window around what follows in the loop.</summary>
[Expands(typeof(LateDStream))]
internal sealed class LateExpander(LateDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);
    private readonly WatermarkGauge _watermark = new(template.Watermark, context);

    public override void Commit(BatchContext batch) => _watermark.Commit();

    public override void Rollback(BatchContext batch) => _watermark.Rollback();

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs) => [_watermark.Part("closed"), .. base.Parts(codecs)];

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is not { } parent ? null : new NarrowRdd(this, parent, () =>
    {
        _watermark.Begin(batch);
        return new LateTest(template.Windows, _watermark.Late);
    });

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var test = emitter.Input(this, typeof(LateTest), $"late{template.Id}");
        return _parent.Emit(emitter, row => Expression.IfThen(
            Expression.Call(test, nameof(LateTest.IsLate), null, template.Windows.Assignment == WindowAssignment.Carried ? row.WindowStart! : row.Time!),
            consume(new Row(row.Value))));
    }
}
