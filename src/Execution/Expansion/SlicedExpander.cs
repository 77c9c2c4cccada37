using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a slice: blocks cut to size, nothing copied.</summary>
[Expands(typeof(SlicedDStream))]
internal sealed class SlicedExpander(SlicedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    public override bool HasBlocks => true;

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is not { } parent ? null : new RearrangedRdd(this, runner =>
        parent.Materialize(runner).Slice(template.Skip, template.Take ?? long.MaxValue));

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
