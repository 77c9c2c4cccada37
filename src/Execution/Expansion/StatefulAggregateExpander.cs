using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation whose accumulators are kept from batch to batch: partial tables, a shuffle, a merge into state, and the groups that are due.</summary>
internal abstract class StatefulAggregateExpander(DStream template, StreamExpander parent, Planning.Aggregates.Aggregation aggregation)
    : StreamExpander(template)
{
    private IStatefulShuffle? _shuffle;
    private StageTemplate? _partial;
    private long _version = long.MinValue;

    public override IEnumerable<StageTemplate> OwnStages => [Partial, .. base.OwnStages];

    /// <summary>Rows left out as late, so far.</summary>
    public long LateCount => Shuffle.LateCount;

    /// <summary>The number of groups kept.</summary>
    public long StateCount => Shuffle.StateCount;

    private IStatefulShuffle Shuffle => _shuffle ??= CreateShuffle();

    private StageTemplate Partial => _partial ??= Shuffle.Stage($"{Template.OperatorId}.partial", parent, this);

    public override void Commit(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            Shuffle.Commit();
        }
    }

    public override object? Save() => _version == long.MinValue ? null : Shuffle.Snapshot(_version);

    public override void Restore(object saved)
    {
        var snapshots = (IReadOnlyList<StateSnapshot>)saved;
        Shuffle.Restore(snapshots);
        _version = snapshots[0].Version;
    }

    protected abstract IStatefulShuffle CreateShuffle();

    /// <summary>A group that is given out, as a row.</summary>
    protected abstract Row ToRow(StageEmitter emitter, Expression key, Expression accumulator, Expression windowStart);

    /// <summary>Called once when the batch's partial results are there, before they are merged.</summary>
    protected virtual void Prepare(BatchContext batch)
    {
    }

    // It has an RDD at every batch: what is due does not wait for rows.
    protected override Rdd? Expand(BatchContext batch)
    {
        ShuffleDependency[] dependencies = parent.At(batch) is { } rows ? [new ShuffleDependency(rows, Partial)] : [];
        return new ShuffledRdd(this, dependencies, (written, _) =>
        {
            _version = batch.Id;
            Prepare(batch);
            return Shuffle.Read(batch.Id, written.Length == 0 ? [] : written[0]);
        });
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var merge = emitter.Input(this, Shuffle.InputType, $"state{Template.Id}");
        return Expression.IfThen(
            Expression.ReferenceNotEqual(merge, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                Expression.Call(merge, nameof(StateMerge<,>.Begin), null),
                While(merge, nameof(StateMerge<,>.NextRun), MergeRun(emitter, merge)),
                While(merge, nameof(StateMerge<,>.NextOutput), Output(emitter, merge, consume))));
    }

    private Expression MergeRun(StageEmitter emitter, Expression merge)
    {
        if (!Shuffle.IsDirect)
        {
            return AggregateEmitter.Combine(emitter, this, aggregation, Expression.Field(merge, nameof(StateMerge<,>.Run)), (key, use) => WithState(merge, key, use));
        }

        var partial = Expression.Field(merge, nameof(StateMerge<,>.Partial));
        var table = Expression.Variable(partial.Type, "partial");
        return Expression.Block(
            typeof(void),
            [table],
            Expression.Assign(table, partial),
            AggregateEmitter.Scan(table, (key, value) => WithState(
                merge, key, accumulator => emitter.Blame(this, aggregation.Combine(accumulator, value)))));
    }

    private static BlockExpression WithState(Expression merge, Expression key, Func<Expression, Expression> use)
    {
        // The index first, the array after it: finding a place may replace the array.
        var index = Expression.Variable(typeof(int), "state");
        var slots = Expression.Variable(Slots(merge).Type, "states");
        return Expression.Block(
            typeof(void),
            [index, slots],
            Expression.Assign(index, Expression.Call(merge, nameof(StateMerge<,>.Touch), null, key)),
            Expression.Assign(slots, Slots(merge)),
            use(Accumulator(slots, index)));
    }

    private BlockExpression Output(StageEmitter emitter, Expression merge, Func<Row, Expression> consume)
    {
        var slots = Expression.Variable(Slots(merge).Type, "slots");
        var count = Expression.Variable(typeof(int), "count");
        var start = Expression.Variable(typeof(long), "windowStart");
        var index = Expression.Variable(typeof(int), "index");
        return Expression.Block(
            typeof(void),
            [slots, count, start],
            Expression.Assign(slots, Slots(merge)),
            Expression.Assign(count, Expression.Field(merge, nameof(StateMerge<,>.OutputCount))),
            Expression.Assign(start, Expression.Field(merge, nameof(StateMerge<,>.WindowStart))),
            Loops.For(Expression.Constant(0), count, position => Expression.Block(
                typeof(void),
                [index],
                Expression.Assign(index, Expression.Call(merge, nameof(StateMerge<,>.OutputAt), null, position)),
                consume(ToRow(emitter, Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Key)), Accumulator(slots, index), start))), "position"));
    }

    private static MemberExpression Slots(Expression merge) =>
        Expression.Field(Expression.Field(merge, nameof(StateMerge<,>.Table)), nameof(KeyedTable<,>.Slots));

    private static MemberExpression Accumulator(Expression slots, Expression index) =>
        Expression.Field(Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Value)), nameof(StateEntry<>.Value));

    private static LoopExpression While(Expression target, string condition, Expression body)
    {
        var end = Expression.Label();
        return Expression.Loop(Expression.IfThenElse(Expression.Call(target, condition, null), body, Expression.Break(end)), end);
    }
}
