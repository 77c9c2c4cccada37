using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.KeptJoining;

/// <summary>The loops of a join with kept rows: each row looks its key up, and then kept rows whose key no row has.</summary>
internal sealed class KeptJoinLoops(
    StageEmitter emitter, StreamExpander owner, StreamExpander probe, KeptJoinedDStream join, Expression input, Func<Row, Expression> consume)
{
    // Whether a row that finds nothing is given.
    private bool GivesProbeAlone => join.IsKeptOuter ? join.Kind is JoinKind.Right or JoinKind.Full : join.Kind is JoinKind.Left or JoinKind.Full;

    public Expression Emit() => join is { Kind: JoinKind.Group, IsKeptOuter: true } ? Groups() : Expression.Block(typeof(void), Probes(), Unmatched());

    private BlockExpression Probes()
    {
        var probes = Expression.Variable(Expression.Property(input, nameof(KeptJoinInput<,,>.Probes)).Type, "probes");
        return Expression.Block(
            typeof(void),
            [probes],
            Expression.Assign(probes, Expression.Property(input, nameof(KeptJoinInput<,,>.Probes))),
            Loops.ForEach(probes, keyed => probe.Load(
                emitter, Expression.Field(keyed, nameof(KeyedRow<,>.Row)), row => join.Kind == JoinKind.Group
                    ? Give(row, Expression.Call(input, nameof(KeptJoinInput<,,>.All), null, Key(keyed)))
                    : Matches(keyed, row)), "p"));
    }

    private BlockExpression Matches(Expression keyed, Row row)
    {
        var rows = Expression.Variable(typeof(CollectedRows<>).MakeGenericType(join.Kept.ElementType), "kept");
        var count = Expression.Field(rows, nameof(CollectedRows<>.Count));
        var matches = Loops.For(Expression.Constant(0), count, i => Give(row, Expression.ArrayAccess(Expression.Field(rows, nameof(CollectedRows<>.Rows)), i)), "k");
        return Expression.Block(
            typeof(void),
            [rows],
            Expression.Assign(rows, Expression.Call(input, nameof(KeptJoinInput<,,>.Find), null, Key(keyed))),
            GivesProbeAlone
                ? Expression.IfThenElse(Expression.Equal(count, Expression.Constant(0)), Give(row, Expression.Default(join.Kept.ElementType)), matches)
                : matches);
    }

    private Expression Unmatched() => !join.GivesKeptAlone
        ? Expression.Empty()
        : Loops.Enumerate(
            Expression.Call(input, nameof(KeptJoinInput<,,>.Unmatched), null),
            join.Kept.ElementType,
            kept => Give(new Row(Expression.Default(join.Probe.ElementType)), kept));

    // Rows in a window are refused here, so a stored row is a row.
    private Expression Groups()
    {
        var groups = Expression.Call(input, nameof(KeptJoinInput<,,>.Groups), null);
        return Loops.Enumerate(groups, groups.Type.GetGenericArguments()[0], group => Give(
            new Row(Expression.Field(group, "Item2")), Expression.Field(group, "Item1")));
    }

    private Expression Give(Row row, Expression kept) => emitter.Let(kept, other => emitter.Let(
        join.IsKeptOuter ? emitter.Call(owner, join.Result, other, row.Value) : emitter.Call(owner, join.Result, row.Value, other),
        value => consume(row.With(value))));

    private static MemberExpression Key(Expression keyed) => Expression.Field(keyed, nameof(KeyedRow<,>.Key));
}
