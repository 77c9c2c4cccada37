using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Joining;

/// <summary>The loops of a join after its shuffle: each outer row meets its matches, and then inner rows that met none.</summary>
internal sealed class JoinLoops(
    StageEmitter emitter, StreamExpander owner, StreamExpander outerStream, StreamExpander innerStream, JoinedDStream join, Expression input, Func<Row, Expression> consume)
{
    private readonly ParameterExpression _outer = Variable(input, nameof(JoinInput<,,>.Outer), "outer");
    private readonly ParameterExpression _inner = Variable(input, nameof(JoinInput<,,>.Inner), "inner");
    private readonly ParameterExpression _next = Expression.Variable(typeof(int[]), "next");
    private readonly ParameterExpression _isMatched = Expression.Variable(typeof(bool[]), "isMatched");

    private bool KeepsOuter => join.Kind is JoinKind.Left or JoinKind.Full;

    private bool KeepsInner => join.Kind is JoinKind.Right or JoinKind.Full;

    public Expression Emit()
    {
        var steps = new List<Expression>
        {
            Expression.Assign(_outer, Expression.Property(input, nameof(JoinInput<,,>.Outer))),
            Expression.Assign(_inner, Expression.Property(input, nameof(JoinInput<,,>.Inner))),
            Expression.Assign(_next, Expression.Property(input, nameof(JoinInput<,,>.Next))),
        };
        if (KeepsInner)
        {
            steps.Add(Expression.Assign(_isMatched, Expression.NewArrayBounds(typeof(bool), Expression.ArrayLength(_inner))));
        }

        steps.Add(Loops.ForEach(_outer, row => join.Kind == JoinKind.Group ? Group(row) : Matches(row), "o"));
        if (KeepsInner)
        {
            steps.Add(Loops.For(Expression.Constant(0), Expression.ArrayLength(_inner), i => Expression.IfThen(
                Expression.Not(Expression.ArrayIndex(_isMatched, i)),
                Give(null, Expression.ArrayAccess(_inner, i))), "unmatched"));
        }

        return Expression.Block(typeof(void), [_outer, _inner, _next, _isMatched], steps);
    }

    private BlockExpression Matches(Expression outer)
    {
        var match = Expression.Variable(typeof(int), "match");
        var end = Expression.Label();
        var steps = new List<Expression> { Expression.Assign(match, First(outer)) };
        if (KeepsOuter)
        {
            steps.Add(Expression.IfThen(
                Expression.LessThan(match, Expression.Constant(0)),
                Give(OuterRow(outer), null)));
        }

        var meet = new List<Expression> { Give(OuterRow(outer), Expression.ArrayAccess(_inner, match)) };
        if (KeepsInner)
        {
            meet.Add(Expression.Assign(Expression.ArrayAccess(_isMatched, match), Expression.Constant(true)));
        }

        meet.Add(Expression.Assign(match, Expression.ArrayAccess(_next, match)));
        steps.Add(Expression.Loop(
            Expression.IfThenElse(Expression.GreaterThanOrEqual(match, Expression.Constant(0)), Expression.Block(typeof(void), meet), Expression.Break(end)), end));
        return Expression.Block(typeof(void), [match], steps);
    }

    private Expression Group(Expression outer) =>
        WithRow(outerStream, OuterRow(outer), left => Give(left, new Row(Expression.Call(input, nameof(JoinInput<,,>.All), null, First(outer)))));

    // Null stands for no row.
    private Expression Give(Expression? outer, Expression? inner) =>
        WithRow(outerStream, outer, left => WithRow(innerStream, inner, right => Give(left, right)));

    // A pair is in the window of the side that is in one.
    private Expression Give(Row outer, Row inner) => emitter.Let(
        emitter.Call(owner, join.Result, outer.Value, inner.Value), value => consume((outer.WindowStart is null ? inner : outer).With(value)));

    private Expression WithRow(StreamExpander stream, Expression? stored, Func<Row, Expression> use) => stored is null
        ? use(new Row(Expression.Default(stream.Template.ElementType)))
        : stream.Template.CarriesWindow
            ? stream.Load(emitter, stored, use)
            : emitter.Let(stored, value => use(new Row(value)));

    private MethodCallExpression First(Expression outer) =>
        Expression.Call(input, nameof(JoinInput<,,>.First), null, Expression.Field(outer, nameof(KeyedRow<,>.Key)));

    private static MemberExpression OuterRow(Expression outer) => Expression.Field(outer, nameof(KeyedRow<,>.Row));

    private static ParameterExpression Variable(Expression input, string property, string name) =>
        Expression.Variable(Expression.Property(input, property).Type, name);
}
