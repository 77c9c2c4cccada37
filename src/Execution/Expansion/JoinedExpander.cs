using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a join: both sides are shuffled by key; then each outer row meets the inner rows of its key, in their order.</summary>
[Expands(typeof(JoinedDStream))]
internal sealed class JoinedExpander(JoinedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _outer = context.Expander(template.Outer);
    private readonly StreamExpander _inner = context.Expander(template.Inner);
    private readonly IJoinShuffle _shuffle = (IJoinShuffle)Activator.CreateInstance(
        typeof(JoinShuffle<,,>).MakeGenericType(template.OuterKey.ReturnType, template.Outer.ElementType, template.Inner.ElementType), context)!;

    private StageTemplate? _outerStage;
    private StageTemplate? _innerStage;

    public override IEnumerable<StageTemplate> OwnStages => [OuterStage, InnerStage, .. base.OwnStages];

    private StageTemplate OuterStage => _outerStage ??= _shuffle.OuterStage($"{template.OperatorId}.outer", _outer, this, template.OuterKey);

    private StageTemplate InnerStage => _innerStage ??= _shuffle.InnerStage($"{template.OperatorId}.inner", _inner, this, template.InnerKey);

    protected override Rdd? Expand(BatchContext batch) => _outer.At(batch) is { } outer && _inner.At(batch) is { } inner
        ? new ShuffledRdd(
            this,
            [new ShuffleDependency(outer, OuterStage), new ShuffleDependency(inner, InnerStage)],
            written => _shuffle.Read(written[0], written[1]))
        : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var input = emitter.Input(this, _shuffle.InputType, $"join{template.Id}");
        var outer = Expression.Variable(Property(nameof(JoinInput<,,>.Outer)).Type, "outer");
        var inner = Expression.Variable(Property(nameof(JoinInput<,,>.Inner)).Type, "inner");
        var next = Expression.Variable(typeof(int[]), "next");
        return Expression.IfThen(
            Expression.ReferenceNotEqual(input, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                [outer, inner, next],
                Expression.Call(input, nameof(JoinInput<,,>.Build), null),
                Expression.Assign(outer, Property(nameof(JoinInput<,,>.Outer))),
                Expression.Assign(inner, Property(nameof(JoinInput<,,>.Inner))),
                Expression.Assign(next, Property(nameof(JoinInput<,,>.Next))),
                Loops.ForEach(outer, row => Matches(emitter, input, row, inner, next, consume), "o")));

        MemberExpression Property(string name) => Expression.Property(input, name);
    }

    private BlockExpression Matches(
        StageEmitter emitter, Expression input, Expression outer, Expression inner, Expression next, Func<Row, Expression> consume)
    {
        var match = Expression.Variable(typeof(int), "match");
        var end = Expression.Label();
        var pair = emitter.Let(Expression.Field(outer, nameof(KeyedRow<,>.Row)), left => emitter.Let(Expression.ArrayAccess(inner, match), right =>
            emitter.Let(emitter.Call(this, template.Result, left, right), value => consume(new Row(value)))));
        return Expression.Block(
            typeof(void),
            [match],
            Expression.Assign(match, Expression.Call(input, nameof(JoinInput<,,>.First), null, Expression.Field(outer, nameof(KeyedRow<,>.Key)))),
            Expression.Loop(
                Expression.IfThenElse(
                    Expression.GreaterThanOrEqual(match, Expression.Constant(0)),
                    Expression.Block(typeof(void), pair, Expression.Assign(match, Expression.ArrayAccess(next, match))),
                    Expression.Break(end)),
                end));
    }
}
