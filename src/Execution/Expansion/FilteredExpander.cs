using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a filter: a test around what follows in the loop.</summary>
[Expands(typeof(FilteredDStream))]
internal sealed class FilteredExpander(FilteredDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is { } parent ? new NarrowRdd(this, parent) : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => _parent.Emit(emitter, row =>
        Expression.IfThen(emitter.Call(this, template.Predicate, row.Value), consume(row)));
}
