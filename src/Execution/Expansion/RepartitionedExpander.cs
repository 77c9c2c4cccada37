using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a repartition: the same blocks, cut elsewhere.</summary>
[Expands(typeof(RepartitionedDStream))]
internal sealed class RepartitionedExpander(RepartitionedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    public override bool HasBlocks => true;

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is not { } parent ? null : new RearrangedRdd(
        this, runner => parent.Materialize(runner).Repartition(template.Partitions), parent.RunAhead);

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
