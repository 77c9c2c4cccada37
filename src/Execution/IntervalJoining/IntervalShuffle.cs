using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>The parts of an interval join that depend on the types of its keys and rows: its stages before the shuffle, and its state, by partition.</summary>
internal interface IIntervalShuffle
{
    /// <summary>The type of what a task reads after the shuffle.</summary>
    Type StateType { get; }

    /// <summary>Rows of both sides left out as late, so far.</summary>
    long LateCount { get; }

    /// <summary>The number of rows of both sides that are kept.</summary>
    long StateCount { get; }

    /// <summary>Whether every partition has joined the batch's rows.</summary>
    bool HasRun { get; }

    StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner);

    StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>What each partition reads, from what both sides wrote; nothing where a side has no RDD.</summary>
    IReadOnlyList<object?> Read(BatchContext batch, StageSink[] outer, StageSink[] inner);

    void Commit();

    /// <summary>Undoes what the last batch has changed, which is not committed.</summary>
    void Rollback();

    /// <summary>What it keeps between batches.</summary>
    IEnumerable<StatePart> Parts(ValueCodecs codecs);

    /// <summary>Called when the parts hold what an earlier run has kept.</summary>
    /// <param name="watermark">How far time had come.</param>
    void OnRestored(long watermark);
}

/// <inheritdoc cref="IIntervalShuffle"/>
internal sealed class IntervalShuffle<TKey, TOuter, TInner> : IIntervalShuffle
{
    private readonly IntervalJoinedDStream _template;
    private readonly JoinWatermark _watermark;
    private readonly PartitionOfKey<TKey> _partitions;
    private readonly IntervalJoinState<TKey, TOuter, TInner>[] _states;

    public IntervalShuffle(IntervalJoinedDStream template, ExpansionContext context, JoinWatermark watermark)
    {
        (_template, _watermark) = (template, watermark);
        _partitions = new PartitionOfKey<TKey>(context.Codecs, context.Parallelism);
        var (hash, interval) = (StableHash.For<TKey>(context.Codecs), new JoinInterval(template.Before, template.After));
        _states = [.. Enumerable.Range(0, _partitions.Count).Select(_ => new IntervalJoinState<TKey, TOuter, TInner>(hash, interval, template.IsLeft))];
    }

    public Type StateType => typeof(IntervalJoinState<TKey, TOuter, TInner>);

    public long LateCount { get; private set; }

    public long StateCount => _states.Sum(state => state.RowCount);

    public bool HasRun => Array.TrueForAll(_states, state => state.HasRun);

    public StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner) =>
        new IntervalSide<TKey, TOuter>(name, tail, owner, _template.OuterKey, _partitions, _watermark.Outer, keepsNullKeys: _template.IsLeft);

    public StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner) =>
        new IntervalSide<TKey, TInner>(name, tail, owner, _template.InnerKey, _partitions, _watermark.Inner, keepsNullKeys: false);

    public IReadOnlyList<object?> Read(BatchContext batch, StageSink[] outer, StageSink[] inner)
    {
        var (outers, inners) = (outer.Cast<TimedRows<TKey, TOuter>>().ToArray(), inner.Cast<TimedRows<TKey, TInner>>().ToArray());
        LateCount += outers.Sum(rows => rows.LateCount) + inners.Sum(rows => rows.LateCount);
        for (var i = 0; i < _states.Length; i++)
        {
            var partition = i;
            _states[i].Prepare(
                batch.Id, _watermark.Close, outers.SelectMany(rows => rows.RowsFor(partition)), inners.SelectMany(rows => rows.RowsFor(partition)));
        }

        return _states;
    }

    public void Commit() => Array.ForEach(_states, state => state.Commit());

    public void Rollback() => Array.ForEach(_states, state => state.Rollback());

    public IEnumerable<StatePart> Parts(ValueCodecs codecs) =>
        TableParts.Of(["outer", "inner"], [.. _states.Select(state => state.Stores)], BatchVersions.One, codecs);

    public void OnRestored(long watermark) => Array.ForEach(_states, state => state.OnRestored(watermark));
}
