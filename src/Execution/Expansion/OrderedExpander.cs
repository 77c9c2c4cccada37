using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Ordering;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an order: rows travel with their sort keys to one place and are sorted there.</summary>
[Expands(typeof(OrderedDStream))]
internal sealed class OrderedExpander(OrderedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);
    private SortStage? _sort;

    public override bool HasBlocks => true;

    public override IEnumerable<StageTemplate> OwnStages => [Sort];

    private SortStage Sort => _sort ??= SortStage.Of($"{template.OperatorId}.keys", _parent, this, template);

    protected override Rdd? Expand(BatchContext batch)
    {
        if (_parent.At(batch) is not { } parent)
        {
            return null;
        }

        var writes = new ShuffleWrites([new ShuffleDependency(parent, Sort)]);
        return new RearrangedRdd(
            this,
            runner =>
            {
                var sorted = Sort.Merge(writes.Run(runner)[0]);
                writes.Return();
                return sorted;
            },
            writes.RunAhead);
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
