using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.KeptJoining;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a join with everything so far of another stream: rows are shuffled by key to where the other's rows with the key are kept.</summary>
[Expands(typeof(KeptJoinedDStream))]
internal sealed class KeptJoinedExpander(KeptJoinedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _probe = context.Expander(template.Probe);
    private readonly KeptRowsExpander _kept = (KeptRowsExpander)context.Expander(template.Kept);
    private readonly IKeptJoinShuffle _shuffle = (IKeptJoinShuffle)Activator.CreateInstance(
        typeof(KeptJoinShuffle<,,>).MakeGenericType(template.Key.ReturnType, context.Expander(template.Probe).StoredType, template.Kept.ElementType), context)!;
    private StageTemplate? _stage;

    public override IEnumerable<StageTemplate> OwnStages => [Stage, .. base.OwnStages];

    private StageTemplate Stage => _stage ??= _shuffle.Stage($"{template.OperatorId}.keys", _probe, this, template.Key, keepsNullKeys: true);

    protected override Rdd? Expand(BatchContext batch)
    {
        var kept = _kept.At(batch);
        return _probe.At(batch) is not { } probe ? null : new ShuffledRdd(this, [new ShuffleDependency(probe, Stage)], (written, runner) =>
        {
            // What came in this batch counts.
            kept?.Prepare(runner);
            return _shuffle.Read(written[0], _kept.State);
        });
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var input = emitter.Input(this, _shuffle.InputType, $"join{template.Id}");
        return Expression.IfThen(
            Expression.ReferenceNotEqual(input, Expression.Constant(null)),
            new KeptJoinLoops(emitter, this, _probe, template, input, consume).Emit());
    }
}
