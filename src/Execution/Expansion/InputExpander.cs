using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a source: the blocks that the batch was allocated, cut into partitions.</summary>
[Expands(typeof(InputDStream))]
internal sealed class InputExpander(InputDStream template, ExpansionContext context) : StreamExpander(template)
{
    public override bool HasBlocks => true;

    protected override Rdd? Expand(BatchContext batch) =>
        batch.Input[template.Source.Id] is { } blocks ? new BlockRdd(this, context.Partition(blocks)) : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
