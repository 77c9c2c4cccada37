using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.KeyedState;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a function with a state for each key: pairs are shuffled by key, and each partition takes them in, in order.</summary>
internal abstract class KeyedStateExpander(DStream template, StreamExpander parent) : StreamExpander(template)
{
    private IKeyedState? _state;
    private StageTemplate? _stage;
    private long _version = long.MinValue;

    public override bool HasBlocks => true;

    public override IEnumerable<StageTemplate> OwnStages => [Stage];

    /// <summary>Whether a batch has been taken in.</summary>
    protected bool HasState => _version != long.MinValue;

    protected IKeyedState State => _state ??= CreateState();

    private StageTemplate Stage => _stage ??= State.Stage($"{Template.OperatorId}.keys", parent, this);

    /// <summary>The state of every key after the batch that has been computed last.</summary>
    public BlockSet Rows() => State.Rows();

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

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs) => [.. State.Parts(codecs), .. base.Parts(codecs)];

    public override void OnRestored(long batch) => _version = State.HasBegun ? batch : long.MinValue;

    protected abstract IKeyedState CreateState();

    /// <summary>The RDD over the pairs of a batch; none where the parent has none.</summary>
    protected RearrangedRdd Over(BatchContext batch, Rdd? pairs)
    {
        var writes = new ShuffleWrites(pairs is null ? [] : [new ShuffleDependency(pairs, Stage)]);
        return new RearrangedRdd(
            this,
            runner =>
            {
                var written = writes.Run(runner);
                _version = batch.Id;
                var results = State.Advance(batch, written.Length == 0 ? [] : written[0], this, runner);
                writes.Return();
                return results;
            },
            writes.RunAhead);
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);
}
