using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs the key of sessions: computed in the loop, where what makes sessions reads it.</summary>
[Expands(typeof(SessionKeyedDStream))]
internal sealed class SessionKeyedExpander(SessionKeyedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is { } parent ? new NarrowRdd(this, parent) : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => _parent.Emit(emitter, row =>
        emitter.Let(emitter.Call(this, template.Key, row.Value), key => consume(row with { SessionKey = key })));
}
