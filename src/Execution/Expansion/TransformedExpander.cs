using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a user's function of whole partitions or RDDs: their blocks are kept, and the function reads them in order.</summary>
[Expands(typeof(TransformedDStream))]
internal sealed class TransformedExpander(TransformedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander[] _parents = [.. template.Sources.Select(context.Expander)];
    private readonly IBlockFunction _function = BlockFunction.Of([.. template.Sources.Select(source => context.Expander(source).StoredType)], template);

    public override bool HasBlocks => true;

    protected override Rdd? Expand(BatchContext batch)
    {
        var parents = _parents.Select(parent => parent.At(batch)).OfType<Rdd>().ToArray();
        return parents.Length < _parents.Length ? null : new RearrangedRdd(this, runner =>
        {
            var rows = parents.Select(parent => parent.Materialize(runner)).ToArray();
            var function = runner.Parameter(template.Function);
            return runner.Run(this, () => _function.Apply(function, rows, batch.Time));
        }, runner =>
        {
            foreach (var parent in parents)
            {
                parent.RunAhead(runner);
            }
        });
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
