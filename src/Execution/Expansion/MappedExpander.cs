using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a projection: another value for the row, for what follows in the loop.</summary>
[Expands(typeof(MappedDStream))]
internal sealed class MappedExpander(MappedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is { } parent ? new NarrowRdd(this, parent) : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => _parent.Emit(emitter, row =>
        emitter.Let(Value(emitter, row), value => consume(row.With(value))));

    private Expression Value(StageEmitter emitter, Row row) => template.Selector.Parameters.Count == 1
        ? emitter.Call(this, template.Selector, row.Value)
        : emitter.Call(this, template.Selector, row.Value, Window(emitter, template.Window, row));
}
