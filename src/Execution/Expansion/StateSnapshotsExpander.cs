using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs <c>StateSnapshots</c>: the state as it is once the batch has been taken in.</summary>
[Expands(typeof(StateSnapshotsDStream))]
internal sealed class StateSnapshotsExpander(StateSnapshotsDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly KeyedStateExpander _parent = (KeyedStateExpander)context.Expander(template.Parent);

    public override bool HasBlocks => true;

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is not { } parent ? null : new RearrangedRdd(this, runner =>
    {
        parent.Prepare(runner);
        return _parent.Rows();
    }, parent.RunAhead);

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
