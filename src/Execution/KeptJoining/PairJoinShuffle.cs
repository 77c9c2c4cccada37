using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.KeptJoining;

/// <summary>The parts of a join of two kept streams that depend on the types of its keys and rows: its stages, and its state.</summary>
internal interface IPairJoinShuffle
{
    Type InputType { get; }

    /// <summary>The number of keys kept, over both sides.</summary>
    long StateCount { get; }

    StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner);

    StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>What each partition reads in a batch.</summary>
    IReadOnlyList<object?> Read(BatchContext batch, StageSink[] outer, StageSink[] inner);

    void Commit(long version);

    /// <summary>Undoes a version.</summary>
    void Rollback(long version);

    /// <summary>What it keeps between batches.</summary>
    IEnumerable<StatePart> Parts(ValueCodecs codecs);
}

/// <inheritdoc cref="IPairJoinShuffle"/>
internal sealed class PairJoinShuffle<TKey, TOuter, TInner>(PairJoinedDStream template, ExpansionContext context) : IPairJoinShuffle
{
    private readonly KeptState<TKey, TOuter> _outer = new(template.OuterTimeToLive, context);
    private readonly KeptState<TKey, TInner> _inner = new(template.InnerTimeToLive, context);

    public Type InputType => typeof(PairJoinInput<TKey, TOuter, TInner>);

    public long StateCount => _outer.Count + _inner.Count;

    public StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner) => _outer.Stage(name, tail, owner, template.OuterKey, keepsNullKeys: false);

    public StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner) => _inner.Stage(name, tail, owner, template.InnerKey, keepsNullKeys: false);

    public IReadOnlyList<object?> Read(BatchContext batch, StageSink[] outer, StageSink[] inner) =>
        [.. _outer.Partitions.Select((outers, partition) => new PairJoinInput<TKey, TOuter, TInner>(
            outers,
            _inner.Partitions[partition],
            [.. outer.Select(sink => ((KeyedRows<TKey, TOuter>)sink).RowsFor(partition))],
            [.. inner.Select(sink => ((KeyedRows<TKey, TInner>)sink).RowsFor(partition))],
            batch.Id,
            batch.Ticks))];

    public void Commit(long version)
    {
        _outer.Commit(version);
        _inner.Commit(version);
    }

    public void Rollback(long version)
    {
        _outer.Rollback(version);
        _inner.Rollback(version);
    }

    public IEnumerable<StatePart> Parts(ValueCodecs codecs) => [.. _outer.Parts("outer.", codecs), .. _inner.Parts("inner.", codecs)];
}
