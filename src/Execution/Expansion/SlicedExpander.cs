using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a slice: blocks cut to size, nothing copied.</summary>
[Expands(typeof(SlicedDStream))]
internal sealed class SlicedExpander(SlicedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    private readonly IWindowFunctions? _windows = template.IsPerWindow ? WindowFunctions.Of(template.ElementType) : null;

    public override bool HasBlocks => true;

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is not { } parent ? null : new RearrangedRdd(this, runner =>
    {
        var rows = parent.Materialize(runner);
        return _windows is null ? rows.Slice(template.Skip, template.Take ?? long.MaxValue) : _windows.Slice(rows, template.Skip, template.Take ?? int.MaxValue);
    }, parent.RunAhead);

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
