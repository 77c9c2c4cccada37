using System.Linq.Expressions;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.IntervalJoining;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an interval join: both sides are shuffled by key; each new row meets the kept ones of the other side, and is kept itself.</summary>
[Expands(typeof(IntervalJoinedDStream))]
internal sealed class IntervalJoinedExpander : StreamExpander, IStateReport
{
    private readonly IntervalJoinedDStream _template;
    private readonly StreamExpander _outer;
    private readonly StreamExpander _inner;
    private readonly JoinWatermark _watermark;
    private readonly IIntervalShuffle _shuffle;
    private StageTemplate? _outerStage;
    private StageTemplate? _innerStage;
    private long _version = long.MinValue;

    public IntervalJoinedExpander(IntervalJoinedDStream template, ExpansionContext context)
        : base(template)
    {
        (_template, _outer, _inner) = (template, context.Expander(template.Outer), context.Expander(template.Inner));
        _watermark = new JoinWatermark(template.OuterWatermark, template.InnerWatermark, context);
        _shuffle = (IIntervalShuffle)Activator.CreateInstance(
            typeof(IntervalShuffle<,,>).MakeGenericType(template.OuterKey.ReturnType, template.Outer.ElementType, template.Inner.ElementType),
            template, context, _watermark)!;
    }

    public override IEnumerable<StageTemplate> OwnStages => [OuterStage, InnerStage, .. base.OwnStages];

    /// <summary>Rows of both sides left out as late, so far.</summary>
    public long LateCount => _shuffle.LateCount;

    /// <summary>The number of rows of both sides that are kept.</summary>
    public long StateCount => _shuffle.StateCount;

    private StageTemplate OuterStage => _outerStage ??= _shuffle.OuterStage($"{_template.OperatorId}.outer", _outer, this);

    private StageTemplate InnerStage => _innerStage ??= _shuffle.InnerStage($"{_template.OperatorId}.inner", _inner, this);

    public override void Commit(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            _shuffle.Commit();
            _watermark.Commit();
        }
    }

    public override void Rollback(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            _shuffle.Rollback();
            _watermark.Rollback();
        }
    }

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs) => [.. _shuffle.Parts(codecs), _watermark.Part("closed"), .. base.Parts(codecs)];

    public override void OnRestored(long batch) => _shuffle.OnRestored(_watermark.Close);

    // It has an RDD at every batch: what is due does not wait for rows.
    protected override Rdd? Expand(BatchContext batch)
    {
        var (outer, inner) = (_outer.At(batch), _inner.At(batch));
        var dependencies = new List<ShuffleDependency>(2);
        if (outer is not null)
        {
            dependencies.Add(new ShuffleDependency(outer, OuterStage));
        }

        if (inner is not null)
        {
            dependencies.Add(new ShuffleDependency(inner, InnerStage));
        }

        return new ShuffledRdd(
            this,
            dependencies,
            (written, _) => _shuffle.Read(batch, outer is null ? [] : written[0], inner is null ? [] : written[^1]),
            () =>
            {
                _version = batch.Id;
                _watermark.Begin(batch);
            },
            () => _version == batch.Id && _shuffle.HasRun);
    }

    // while (state.Next()) for each of its pairs { what follows }
    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var state = emitter.Input(this, _shuffle.StateType, $"interval{_template.Id}");
        var pairs = Expression.Variable(Expression.Field(state, nameof(IntervalJoinState<,,>.Pairs)).Type, "pairs");
        var count = Expression.Variable(typeof(int), "count");
        var end = Expression.Label();
        var give = Expression.Block(
            typeof(void),
            [pairs, count],
            Expression.Assign(pairs, Expression.Field(state, nameof(IntervalJoinState<,,>.Pairs))),
            Expression.Assign(count, Expression.Field(state, nameof(IntervalJoinState<,,>.Count))),
            Loops.For(Expression.Constant(0), count, i => Give(emitter, Expression.ArrayAccess(pairs, i), consume), "pair"));
        return Expression.IfThen(
            Expression.ReferenceNotEqual(state, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                Expression.Call(state, nameof(IntervalJoinState<,,>.Begin), null),
                Expression.Loop(
                    Expression.IfThenElse(Expression.Call(state, nameof(IntervalJoinState<,,>.Next), null), give, Expression.Break(end)), end)));
    }

    private BlockExpression Give(StageEmitter emitter, Expression pair, Func<Row, Expression> consume)
    {
        var time = Expression.Variable(typeof(long), "time");
        return Expression.Block(
            typeof(void),
            [time],
            Expression.Assign(time, Expression.Field(pair, nameof(IntervalPair<,>.Time))),
            emitter.Let(Expression.Field(pair, nameof(IntervalPair<,>.Outer)), outer =>
                emitter.Let(Expression.Field(pair, nameof(IntervalPair<,>.Inner)), inner =>
                    emitter.Let(emitter.Call(this, _template.Result, outer, inner), value => consume(new Row(value, time))))));
    }
}
