using System.Linq.Expressions;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Sessions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs what keeps sessions from batch to batch: partial sessions of each task, a shuffle by session key, the open sessions.</summary>
internal abstract class SessionExpander(DStream template, WatermarkInputs inputs, ExpansionContext context)
    : StreamExpander(template), IStateReport
{
    private readonly StreamExpander _parent = context.Expander(template.Parents[0]);
    private readonly WatermarkGauge _watermark = new(inputs, context);
    private ISessionShuffle? _shuffle;
    private StageTemplate? _partial;
    private long _version = long.MinValue;

    public override IEnumerable<StageTemplate> OwnStages => [Partial, .. base.OwnStages];

    /// <summary>Rows that were late, so far.</summary>
    public long LateCount => Shuffle.LateCount;

    /// <summary>The number of keys that have open sessions.</summary>
    public long StateCount => Shuffle.StateCount;

    private ISessionShuffle Shuffle => _shuffle ??= CreateShuffle(_watermark);

    private StageTemplate Partial => _partial ??= Shuffle.Stage($"{Template.OperatorId}.partial", _parent, this);

    public override void Prepare() => Shuffle.Prepare();

    public override void Commit(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            Shuffle.Commit();
            _watermark.Commit();
        }
    }

    public override void Rollback(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            Shuffle.Rollback(batch.Id);
            _watermark.Rollback();
        }
    }

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs) => [Shuffle.Part(codecs), _watermark.Part("closed"), .. base.Parts(codecs)];

    protected abstract ISessionShuffle CreateShuffle(WatermarkGauge watermark);

    /// <summary>The loop over what a batch gives, once it has been taken in.</summary>
    /// <param name="emitter">The stage.</param>
    /// <param name="merge">The partition, of type <see cref="ISessionShuffle.InputType"/>.</param>
    /// <param name="consume">What becomes of a row.</param>
    protected abstract Expression GiveOut(StageEmitter emitter, Expression merge, Func<Row, Expression> consume);

    // It has an RDD at every batch: what is due does not wait for rows.
    protected override Rdd? Expand(BatchContext batch)
    {
        ShuffleDependency[] dependencies = _parent.At(batch) is { } rows ? [new ShuffleDependency(rows, Partial)] : [];
        return new ShuffledRdd(
            this,
            dependencies,
            (written, runner) => Shuffle.Read(batch, written.Length == 0 ? [] : written[0], runner.Captured),
            () =>
            {
                _version = batch.Id;
                _watermark.Begin(batch);
            });
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var merge = emitter.Input(this, Shuffle.InputType, $"sessions{Template.Id}");
        return Expression.IfThen(
            Expression.ReferenceNotEqual(merge, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                emitter.Blame(this, Expression.Call(merge, nameof(SessionMerge<,,>.Run), null)),
                GiveOut(emitter, merge, consume)));
    }
}
