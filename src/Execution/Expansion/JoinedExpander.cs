using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a join: both sides are shuffled by key; then each outer row meets the inner rows of its key, in their order.</summary>
[Expands(typeof(JoinedDStream))]
internal sealed class JoinedExpander(JoinedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _outer = context.Expander(template.Outer);
    private readonly StreamExpander _inner = context.Expander(template.Inner);
    private readonly IJoinShuffle _shuffle = (IJoinShuffle)Activator.CreateInstance(
        typeof(JoinShuffle<,,>).MakeGenericType(template.OuterKey.ReturnType, Stored(context.Expander(template.Outer)), Stored(context.Expander(template.Inner))), context)!;

    private StageTemplate? _outerStage;
    private StageTemplate? _innerStage;

    public override IEnumerable<StageTemplate> OwnStages => [OuterStage, InnerStage, .. base.OwnStages];

    private StageTemplate OuterStage => _outerStage ??= _shuffle.OuterStage($"{template.OperatorId}.outer", _outer, this, template.OuterKey, template.Kind is JoinKind.Left or JoinKind.Full or JoinKind.Group);

    private StageTemplate InnerStage => _innerStage ??= _shuffle.InnerStage($"{template.OperatorId}.inner", _inner, this, template.InnerKey, template.Kind is JoinKind.Right or JoinKind.Full);

    protected override Rdd? Expand(BatchContext batch) => _outer.At(batch) is { } outer && _inner.At(batch) is { } inner
        ? new ShuffledRdd(
            this,
            [new ShuffleDependency(outer, OuterStage), new ShuffleDependency(inner, InnerStage)],
            (written, _) => _shuffle.Read(written[0], written[1]))
        : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var input = emitter.Input(this, _shuffle.InputType, $"join{template.Id}");
        var loops = new JoinLoops(emitter, this, _outer, _inner, template, input, consume);
        return Expression.IfThen(
            Expression.ReferenceNotEqual(input, Expression.Constant(null)),
            Expression.Block(typeof(void), Expression.Call(input, nameof(JoinInput<,,>.Build), null), loops.Emit()));
    }

    /// <summary>What is shuffled of a row: the window that it is in, too, where it carries one.</summary>
    public static Type Stored(StreamExpander side) => side.Template.CarriesWindow ? side.StoredType : side.Template.ElementType;
}
