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

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is not { } parent ? null : new RearrangedRdd(this, runner =>
    {
        parent.Prepare(runner);
        var sinks = runner.Run(Sort, parent);
        var sorted = Sort.Merge(sinks);
        foreach (var sink in sinks)
        {
            Sort.Return(sink);
        }

        return sorted;
    });

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
