using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>The loops of a window join after its shuffle: what the partition says is given, pairs or rows without a match.</summary>
internal sealed class WindowJoinLoops(
    StageEmitter emitter, StreamExpander owner, WindowJoinedDStream template, WindowJoinResult result, Expression state, Func<Row, Expression> consume)
{
    private readonly ParameterExpression _step = Expression.Variable(typeof(JoinStep), "step");
    private readonly ParameterExpression _pairs = Expression.Variable(typeof(JoinedPair[]), "pairs");
    private readonly ParameterExpression _count = Expression.Variable(typeof(int), "count");
    private readonly ParameterExpression _start = Expression.Variable(typeof(long), "windowStart");
    private readonly ParameterExpression _time = Expression.Variable(typeof(long), "time");
    private readonly ParameterExpression _outer = Variable(state, nameof(WindowJoinState<,,>.OuterRows), "outers");
    private readonly ParameterExpression _inner = Variable(state, nameof(WindowJoinState<,,>.InnerRows), "inners");

    // while ((step = state.Next()) != End) for each of its pairs { what follows }
    public Expression Emit()
    {
        var end = Expression.Label();
        return Expression.IfThen(
            Expression.ReferenceNotEqual(state, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                [_step, _pairs, _count, _start, _time, _outer, _inner],
                Expression.Call(state, nameof(WindowJoinState<,,>.Begin), null),
                Expression.Loop(
                    Expression.Block(
                        typeof(void),
                        Expression.Assign(_step, Expression.Call(state, nameof(WindowJoinState<,,>.Next), null)),
                        Expression.IfThen(Is(JoinStep.End), Expression.Break(end)),
                        Load(),
                        Steps()),
                    end)));
    }

    // The time of a result is its window's end less one tick.
    private BlockExpression Load() => Expression.Block(
        typeof(void),
        Expression.Assign(_pairs, Expression.Field(state, nameof(WindowJoinPartition.Pairs))),
        Expression.Assign(_count, Expression.Field(state, nameof(WindowJoinPartition.Count))),
        Expression.Assign(_start, Expression.Field(state, nameof(WindowJoinPartition.WindowStart))),
        Expression.Assign(_time, Expression.Subtract(Expression.Field(state, nameof(WindowJoinPartition.WindowEnd)), Expression.Constant(1L))),
        Expression.Assign(_outer, Expression.Field(state, nameof(WindowJoinState<,,>.OuterRows))),
        Expression.Assign(_inner, Expression.Field(state, nameof(WindowJoinState<,,>.InnerRows))));

    private Expression Steps()
    {
        var steps = ForEach(pair => With(_outer, pair, nameof(JoinedPair.Outer), (outerKey, outer) =>
            With(_inner, pair, nameof(JoinedPair.Inner), (innerKey, inner) => Give(result.OfPair, outerKey, outer, innerKey, inner))));
        if (template.KeepsOuter)
        {
            steps = Expression.IfThenElse(
                Is(JoinStep.Outer), ForEach(pair => With(_outer, pair, nameof(JoinedPair.Outer), (key, row) => Give(result.OfOuter, key, row))), steps);
        }

        return template.KeepsInner
            ? Expression.IfThenElse(
                Is(JoinStep.Inner), ForEach(pair => With(_inner, pair, nameof(JoinedPair.Inner), (key, row) => Give(result.OfInner, key, row))), steps)
            : steps;
    }

    private Expression ForEach(Func<Expression, Expression> give) =>
        Loops.For(Expression.Constant(0), _count, i => give(Expression.ArrayAccess(_pairs, i)), "pair");

    private static BlockExpression With(ParameterExpression rows, Expression pair, string side, Func<Expression, Expression, Expression> use)
    {
        var place = Expression.Variable(typeof(int), side);
        var row = Expression.ArrayAccess(rows, place);
        return Expression.Block(
            typeof(void),
            [place],
            Expression.Assign(place, Expression.Field(pair, side)),
            use(Expression.Field(row, nameof(JoinedRow<,>.Key)), Expression.Field(row, nameof(JoinedRow<,>.Row))));
    }

    private Expression Give(LambdaExpression function, params ReadOnlySpan<Expression> arguments) =>
        emitter.Let(emitter.Call(owner, function, arguments), value => consume(new Row(value, _time, _start)));

    private BinaryExpression Is(JoinStep step) => Expression.Equal(_step, Expression.Constant(step));

    private static ParameterExpression Variable(Expression state, string field, string name) =>
        Expression.Variable(Expression.Field(state, field).Type, name);
}
