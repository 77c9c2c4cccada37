using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>The parts of a window join that depend on the types of its keys and of what it keeps of rows: its stages before the shuffle, and its state, by partition.</summary>
internal interface IWindowJoinShuffle
{
    /// <summary>The type of what a task reads after the shuffle.</summary>
    Type StateType { get; }

    /// <summary>Rows of both sides left out as late, so far.</summary>
    long LateCount { get; }

    /// <summary>The number of rows of both sides that are kept.</summary>
    long StateCount { get; }

    StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner);

    StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>Begins a batch, before the stages over its rows run.</summary>
    void StartBatch(BatchContext batch);

    /// <summary>What each partition reads after those stages; nothing was written where a side has no RDD.</summary>
    IReadOnlyList<object?> Read(StageSink[] outer, StageSink[] inner);

    void Commit();

    /// <summary>Undoes what the last batch has changed, which is not committed.</summary>
    void Rollback();

    /// <summary>What it keeps between batches.</summary>
    IEnumerable<StatePart> Parts(ValueCodecs codecs);
}

/// <inheritdoc cref="IWindowJoinShuffle"/>
internal sealed class WindowJoinShuffle<TKey, TOuter, TInner> : IWindowJoinShuffle
{
    private readonly WindowJoinedDStream _template;
    private readonly WindowJoinResult _result;
    private readonly JoinWatermark _watermark;
    private readonly PartitionOfKey<TKey> _partitions;
    private readonly StableHasher<TKey> _hash;
    private readonly WindowJoinState<TKey, TOuter, TInner>[] _states;
    private readonly bool _takesRows;

    public WindowJoinShuffle(WindowJoinedDStream template, WindowJoinResult result, ExpansionContext context, JoinWatermark watermark)
    {
        (_template, _result, _watermark) = (template, result, watermark);
        _partitions = new PartitionOfKey<TKey>(context.Codecs, context.Parallelism);
        _hash = StableHash.For<TKey>(context.Codecs);
        _states = [.. Enumerable.Range(0, _partitions.Count).Select(_ => new WindowJoinState<TKey, TOuter, TInner>(template))];

        // Several tasks would add to the one state at the same time.
        _takesRows = context.Parallelism == 1;
    }

    public Type StateType => typeof(WindowJoinState<TKey, TOuter, TInner>);

    public long LateCount { get; private set; }

    public long StateCount => _states.Sum(state => state.Outer.RowCount + state.Inner.RowCount);

    public StageTemplate OuterStage(string name, StreamExpander tail, StreamExpander owner) =>
        Stage(name, tail, owner, _template.Outer.Windows, _result.OuterKey, _result.Outer, _template.KeepsOuter, _states[0].Outer, _watermark.Outer);

    public StageTemplate InnerStage(string name, StreamExpander tail, StreamExpander owner) =>
        Stage(name, tail, owner, _template.Inner.Windows, _result.InnerKey, _result.Inner, _template.KeepsInner, _states[0].Inner, _watermark.Inner);

    public void StartBatch(BatchContext batch)
    {
        foreach (var state in _states)
        {
            state.StartBatch(batch.Id, _watermark.Close);
        }
    }

    public IReadOnlyList<object?> Read(StageSink[] outer, StageSink[] inner)
    {
        Distribute<TOuter>(outer, static (state, start, rows) => state.AddOuter(start, rows));
        Distribute<TInner>(inner, static (state, start, rows) => state.AddInner(start, rows));
        return _states;
    }

    public void Commit() => Array.ForEach(_states, state => state.Commit());

    public void Rollback() => Array.ForEach(_states, state => state.Rollback());

    public IEnumerable<StatePart> Parts(ValueCodecs codecs) =>
    [
        new JoinRowsPart<TKey, TOuter>("outer", [.. _states.Select(state => (state.Outer, (Func<int>)(() => state.ClosedOuter)))], _hash, codecs),
        new JoinRowsPart<TKey, TInner>("inner", [.. _states.Select(state => (state.Inner, (Func<int>)(() => state.ClosedInner)))], _hash, codecs),
    ];

    private StageTemplate Stage<TRow>(
        string name,
        StreamExpander tail,
        StreamExpander owner,
        EventWindows windows,
        LambdaExpression key,
        KeptRow kept,
        bool keepsUnmatched,
        SideWindows<TKey, TRow> rows,
        WatermarkGauge watermark) => _takesRows
        ? new JoinStage<JoinedRows<TKey, TRow>>(
            name, tail, owner, windows, key, kept, keepsUnmatched, () => new KeptRowsSink<TKey, TRow>(_states[0], rows, windows, watermark))
        : new JoinStage<ScatteredRows<TKey, TRow>>(
            name, tail, owner, windows, key, kept, keepsUnmatched, () => new ScatteredRowsSink<TKey, TRow>(_partitions, windows, watermark));

    // Gives each partition its rows of what each task wrote.
    private void Distribute<TRow>(StageSink[] sinks, Action<WindowJoinState<TKey, TOuter, TInner>, long, JoinedRows<TKey, TRow>> add)
    {
        foreach (var sink in sinks)
        {
            if (sink is PlacedSink<JoinedRows<TKey, TRow>> kept)
            {
                LateCount += kept.Late;
                continue;
            }

            var scattered = (ScatteredRowsSink<TKey, TRow>)sink;
            LateCount += scattered.Late;
            for (var window = 0; window < scattered.Windows.Count; window++)
            {
                for (var partition = 0; partition < _states.Length; partition++)
                {
                    add(_states[partition], scattered.Windows.GetKeyAtIndex(window), scattered.Windows.GetValueAtIndex(window).RowsFor(partition));
                }
            }
        }
    }
}
