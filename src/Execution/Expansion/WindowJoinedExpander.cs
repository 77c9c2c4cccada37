using System.Linq.Expressions;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.WindowJoining;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a join of windows of event time: rows of both sides are kept by window, and pairs are given when the watermark closes it.</summary>
[Expands(typeof(WindowJoinedDStream))]
internal sealed class WindowJoinedExpander : StreamExpander, IStateReport
{
    private readonly WindowJoinedDStream _template;
    private readonly StreamExpander _outer;
    private readonly StreamExpander _inner;
    private readonly WindowJoinResult _result;
    private readonly JoinWatermark _watermark;
    private readonly IWindowJoinShuffle _shuffle;
    private StageTemplate? _outerStage;
    private StageTemplate? _innerStage;
    private long _version = long.MinValue;

    public WindowJoinedExpander(WindowJoinedDStream template, ExpansionContext context)
        : base(template)
    {
        (_template, _outer, _inner) = (template, context.Expander(template.Outer.Stream), context.Expander(template.Inner.Stream));
        _watermark = new JoinWatermark(template.Outer.Watermark, template.Inner.Watermark, context);
        _result = new WindowJoinResult(template);
        _shuffle = (IWindowJoinShuffle)Activator.CreateInstance(
            typeof(WindowJoinShuffle<,,>).MakeGenericType(
                _result.OuterKey.ReturnType, _result.Outer.Selector.ReturnType, _result.Inner.Selector.ReturnType),
            template, _result, context, _watermark)!;
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
            (written, _) => _shuffle.Read(outer is null ? [] : written[0], inner is null ? [] : written[^1]),
            () =>
            {
                _version = batch.Id;
                _watermark.Begin(batch);
                _shuffle.StartBatch(batch);
            });
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) =>
        new WindowJoinLoops(emitter, this, _template, _result, emitter.Input(this, _shuffle.StateType, $"join{Template.Id}"), consume).Emit();
}
