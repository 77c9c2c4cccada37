using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs rows that are at hand: enumerated once for each RDD.</summary>
[Expands(typeof(RowsDStream))]
internal sealed class RowsExpander(RowsDStream template, ExpansionContext context) : StreamExpander(template)
{
    public override bool HasBlocks => true;

    protected override Rdd? Expand(BatchContext batch) => new RearrangedRdd(this, runner =>
    {
        var rows = runner.Parameter(template.Rows);
        return runner.Run(this, () => context.Blocks(StoredType).FromRows(rows));
    });

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
