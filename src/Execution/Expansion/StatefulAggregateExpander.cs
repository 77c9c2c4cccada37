using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation whose accumulators are kept from batch to batch: partial tables, a shuffle, a merge into state, and the groups that are due.</summary>
internal abstract class StatefulAggregateExpander(DStream template, StreamExpander parent, Planning.Aggregates.Aggregation aggregation)
    : StreamExpander(template), IStateReport
{
    private IStatefulShuffle? _shuffle;
    private StageTemplate? _partial;
    private long _version = long.MinValue;

    public override IEnumerable<StageTemplate> OwnStages => Partial is var partial && Shuffle.Scattered is { } scattered
        ? [scattered.Scatter, partial, .. base.OwnStages]
        : [partial, .. base.OwnStages];

    /// <summary>Rows left out as late, so far.</summary>
    public long LateCount => Shuffle.LateCount;

    /// <summary>The number of groups kept.</summary>
    public long StateCount => Shuffle.StateCount;

    private IStatefulShuffle Shuffle => _shuffle ??= CreateShuffle();

    private StageTemplate Partial => _partial ??= Shuffle.Stage($"{Template.OperatorId}.partial", parent, this);

    /// <summary>What closes windows; null where there are none.</summary>
    protected virtual WatermarkGauge? Watermark => null;

    public override void Prepare() => Shuffle.Prepare();

    public override void Commit(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            Shuffle.Commit();
            Watermark?.Commit();
        }
    }

    public override void Rollback(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            Shuffle.Rollback(batch.Id);
            Watermark?.Rollback();
        }
    }

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs)
    {
        // Making the stage before decides how entries come, and so which partitions there are.
        _ = Partial;
        return [.. Shuffle.Parts(codecs), .. Watermark is { } watermark ? [watermark.Part("closed")] : (StatePart[])[], .. base.Parts(codecs)];
    }

    protected abstract IStatefulShuffle CreateShuffle();

    /// <summary>The window of groups that are given out.</summary>
    protected abstract Expression WindowOf(StageEmitter emitter, MergedWindow window);

    /// <summary>A group that is given out, as a row. The window is that of the merge.</summary>
    protected abstract Row ToRow(Expression key, Expression accumulator, MergedWindow window);

    // It has an RDD at every batch: what is due does not wait for rows.
    protected override Rdd? Expand(BatchContext batch)
    {
        ShuffleDependency[] dependencies = parent.At(batch) is { } rows ? [Dependency(rows)] : [];
        return new ShuffledRdd(
            this,
            dependencies,
            (written, runner) => Shuffle.Read(written.Length == 0 ? [] : written[0], runner.Captured),
            () =>
            {
                _version = batch.Id;
                Watermark?.Begin(batch);
                Shuffle.StartBatch(batch);
            },
            pending: () => Shuffle.PendingCount);
    }

    private ShuffleDependency Dependency(Rdd rows) => Partial is var partial && Shuffle.Scattered is { } scattered
        ? new ShuffleDependency(scattered.Of(rows), partial, IsOwned: true)
        : new ShuffleDependency(rows, partial);

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        // Making the stage before decides how entries come.
        _ = Partial;
        var merge = emitter.Input(this, Shuffle.InputType, $"state{Template.Id}");
        var step = Expression.Variable(typeof(MergeStep), "step");
        var end = Expression.Label();
        return Expression.IfThen(
            Expression.ReferenceNotEqual(merge, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                [step],
                Expression.Call(merge, nameof(StateMerge<,>.Begin), null),
                Expression.Loop(
                    Expression.Block(
                        typeof(void),
                        Expression.Assign(step, Expression.Call(merge, nameof(StateMerge<,>.Next), null)),
                        Expression.IfThenElse(
                            Expression.Equal(step, Expression.Constant(MergeStep.Merge)),
                            MergeEntries(emitter, merge),
                            Expression.IfThenElse(
                                Expression.Equal(step, Expression.Constant(MergeStep.GiveOut)),
                                GiveOut(emitter, merge, consume),
                                Expression.Break(end)))),
                    end)));
    }

    private Expression MergeEntries(StageEmitter emitter, Expression merge)
    {
        var entries = Expression.Field(merge, nameof(StateMerge<,>.Entries));
        return Shuffle.EntrySource switch
        {
            EntrySource.Runs => MergeRun(emitter, merge, Expression.Property(entries, nameof(MergedEntries<,>.Run))),
            EntrySource.Partials => MergeTable(emitter, merge, Expression.Property(entries, nameof(MergedEntries<,>.Partial)), value => value),
            _ => MergeTable(emitter, merge, Expression.Property(entries, nameof(MergedEntries<,>.Waiting)), value => Expression.Field(value, nameof(StateEntry<>.Value))),
        };
    }

    private BlockExpression MergeRun(StageEmitter emitter, Expression merge, Expression entries)
    {
        var run = Expression.Variable(entries.Type, "run");
        return Expression.Block(
            typeof(void),
            [run],
            Expression.Assign(run, entries),
            AggregateEmitter.Combine(emitter, this, aggregation, run, (key, use) => WithState(merge, key, use)));
    }

    private BlockExpression MergeTable(StageEmitter emitter, Expression merge, Expression entries, Func<Expression, Expression> accumulatorOf)
    {
        var table = Expression.Variable(entries.Type, "entries");
        return Expression.Block(
            typeof(void),
            [table],
            Expression.Assign(table, entries),
            AggregateEmitter.Scan(table, (key, value) => WithState(
                merge, key, accumulator => emitter.Update(this, aggregation.Combine, accumulator, accumulatorOf(value)))));
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

    private BlockExpression GiveOut(StageEmitter emitter, Expression merge, Func<Row, Expression> consume)
    {
        var table = Expression.Variable(Shuffle.OutputTable(merge).Type, "table");
        var slots = Expression.Variable(table.Type.GetField(nameof(KeyedTable<,>.Slots))!.FieldType, "slots");
        var count = Expression.Variable(typeof(int), "count");
        var index = Expression.Variable(typeof(int), "index");
        var window = new MergedWindow(
            Expression.Variable(typeof(long), "windowStart"), Expression.Variable(typeof(long), "windowEnd"), Expression.Variable(typeof(long), "mark"), Expression.Variable(typeof(TimeWindow), "window"));
        var entry = Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Value));
        var key = Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Key));
        return Expression.Block(
            typeof(void),
            [table, slots, count, window.Start, window.End, window.Mark, window.Window],
            Expression.Assign(table, Shuffle.OutputTable(merge)),
            Expression.Assign(slots, Expression.Field(table, nameof(KeyedTable<,>.Slots))),
            Expression.Assign(count, Expression.Field(merge, nameof(StateMerge<,>.OutputCount))),
            Expression.Assign(window.Start, Expression.Field(merge, nameof(StateMerge<,>.WindowStart))),
            Expression.Assign(window.End, Expression.Field(merge, nameof(StateMerge<,>.WindowEnd))),
            Expression.Assign(window.Mark, Expression.Field(merge, nameof(StateMerge<,>.Mark))),
            Expression.Assign(window.Window, WindowOf(emitter, window)),
            Loops.For(Expression.Constant(0), count, position => Expression.Block(
                typeof(void),
                [index],
                Expression.Assign(index, Shuffle.GivesWholeTables
                    ? Expression.Call(table, nameof(KeyedTable<,>.SlotAt), null, position)
                    : Expression.Call(merge, nameof(StateMerge<,>.OutputAt), null, position)),
                Expression.IfThen(
                    Expression.Property(entry, nameof(StateEntry<>.Exists)),
                    consume(ToRow(key, Shuffle.OutputAccumulator(Expression.Field(entry, nameof(StateEntry<>.Value))), window)))), "position"));
    }

    private static MemberExpression Slots(Expression merge) =>
        Expression.Field(Expression.Field(merge, nameof(StateMerge<,>.Table)), nameof(KeyedTable<,>.Slots));

    private static MemberExpression Accumulator(Expression slots, Expression index) =>
        Expression.Field(Expression.Field(Expression.ArrayAccess(slots, index), nameof(KeyedSlot<,>.Value)), nameof(StateEntry<>.Value));
}

/// <summary>The window of groups that are given out, as variables.</summary>
/// <param name="Start">Where it starts, in ticks.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Mark">What its rows are marked with.</param>
/// <param name="Window">The window as results have it, made once for all groups.</param>
internal sealed record MergedWindow(ParameterExpression Start, ParameterExpression End, ParameterExpression Mark, ParameterExpression Window);
