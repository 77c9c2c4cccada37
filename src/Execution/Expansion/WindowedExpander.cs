using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a window over batch time: the blocks of the parent's RDDs in <c>(t - length, t]</c>, in the order of batches.</summary>
[Expands(typeof(WindowedDStream))]
internal sealed class WindowedExpander(WindowedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    public override bool HasBlocks => true;

    // The window exists at every slide, whether or not its batches do.
    protected override Rdd? Expand(BatchContext batch)
    {
        var own = _parent.At(batch);
        var parents = _parent.Between(batch.Ticks - template.Length.Ticks, batch.Ticks);
        return new RearrangedRdd(this, runner =>
            context.Blocks(StoredType).Union([.. parents.Select(parent => parent.Materialize(runner))], context.Parallelism), own is null ? null : own.RunAhead);
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
