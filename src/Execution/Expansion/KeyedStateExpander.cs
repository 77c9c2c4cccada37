using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.KeyedState;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.StateStores;
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

    public override object? Save() =>
        new Saved(_version == long.MinValue ? null : State.Save(_version), base.Save());

    public override void Restore(object saved)
    {
        var (state, rdds) = (Saved)saved;
        if (state is not null)
        {
            State.Restore(state);
            _version = state[0][0].Version;
        }

        if (rdds is not null)
        {
            base.Restore(rdds);
        }
    }

    protected abstract IKeyedState CreateState();

    /// <summary>The RDD over the pairs of a batch; none where the parent has none.</summary>
    protected RearrangedRdd Over(BatchContext batch, Rdd? pairs) => new(this, runner =>
    {
        pairs?.Prepare(runner);
        var written = pairs is null ? [] : runner.Run(Stage, pairs);
        _version = batch.Id;
        var results = State.Advance(batch, written, this, runner);
        foreach (var sink in written)
        {
            Stage.Return(sink);
        }

        return results;
    });

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => EmitBlocks(emitter, consume);

    /// <summary>State and kept RDDs, each null where there is none yet.</summary>
    private sealed record Saved(IReadOnlyList<IReadOnlyList<StateSnapshot>>? State, object? Rdds);
}
