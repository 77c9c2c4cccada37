using System.Linq.Expressions;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.KeptJoining;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Keeps everything so far of a stream for a join. It takes in every batch, and gives nothing itself.</summary>
[Expands(typeof(KeptRowsDStream))]
internal sealed class KeptRowsExpander : StreamExpander, IStateReport
{
    private readonly KeptRowsDStream _template;
    private readonly ExpansionContext _context;
    private readonly StreamExpander _parent;
    private StageTemplate? _stage;
    private long _version = long.MinValue;

    public KeptRowsExpander(KeptRowsDStream template, ExpansionContext context)
        : base(template)
    {
        (_template, _context, _parent) = (template, context, context.Expander(template.Parent));
        State = KeptState.Of(template.Key.ReturnType, template.ElementType, template.TimeToLive, context);
    }

    public override bool HasBlocks => true;

    public override IEnumerable<StageTemplate> OwnStages => [Stage];

    public long StateCount => State.Count;

    public long LateCount => 0;

    /// <summary>What is kept.</summary>
    public IKeptState State { get; }

    private StageTemplate Stage => _stage ??= State.Stage($"{Template.OperatorId}.keys", _parent, this, _template.Key, _template.KeepsNullKeys);

    public override void Commit(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            State.Commit(_version);
        }
    }

    public override void Rollback(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            State.Rollback(_version);
        }
    }

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs) => State.Parts("", codecs);

    protected override Rdd? Expand(BatchContext batch)
    {
        var writes = new ShuffleWrites(_parent.At(batch) is { } rows ? [new ShuffleDependency(rows, Stage)] : []);
        return new RearrangedRdd(
            this,
            runner =>
            {
                var written = writes.Run(runner);
                _version = batch.Id;
                runner.Run(this, () =>
                {
                    State.Begin(batch);
                    State.Add(batch, written.Length == 0 ? [] : written[0]);
                    return true;
                });
                writes.Return();
                return _context.Blocks(StoredType);
            },
            writes.RunAhead);
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
