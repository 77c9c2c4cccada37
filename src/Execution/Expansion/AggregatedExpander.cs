using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation of a batch or a batch-time window: partial tables, a shuffle of their entries by key, final tables.</summary>
[Expands(typeof(AggregatedDStream))]
internal sealed class AggregatedExpander(AggregatedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);
    private readonly IAggregateShuffle _shuffle = AggregateShuffle.Of(template, context);
    private StageTemplate? _partial;

    public override IEnumerable<StageTemplate> OwnStages => [Partial, .. base.OwnStages];

    private StageTemplate Partial => _partial ??= _shuffle.PartialStage($"{template.OperatorId}.partial", _parent, this);

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is not { } parent
        ? null
        : new ShuffledRdd(this, [new ShuffleDependency(parent, Partial)], (written, _) => _shuffle.Read(written[0]));

    // After the shuffle: combine the runs, then give out each group.
    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var input = emitter.Input(this, _shuffle.InputType, $"input{template.Id}");
        var table = Expression.Variable(_shuffle.TableType, "table");
        var runs = Expression.Variable(_shuffle.RunsType, "runs");
        var combine = Loops.ForEach(runs, run => AggregateEmitter.Combine(
            emitter, this, template.Aggregation, run, (key, use) => AggregateEmitter.WithSlot(emitter, table, key, use)), "run");
        var scan = AggregateEmitter.Scan(table, (key, accumulator) => consume(
            _shuffle.ToRow(key, accumulator, row => Window(emitter, template.Window, row))));
        return Expression.IfThen(
            Expression.ReferenceNotEqual(input, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                [table, runs],
                Expression.Assign(table, Expression.Field(input, nameof(MergeInput<,>.Table))),
                Expression.Assign(runs, Expression.Field(input, nameof(MergeInput<,>.Runs))),
                Expression.Call(input, nameof(MergeInput<,>.Begin), null),
                combine,
                Expression.Call(input, nameof(MergeInput<,>.Complete), null),
                scan));
    }
}
