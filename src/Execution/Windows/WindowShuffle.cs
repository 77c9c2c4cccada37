using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Windows;

/// <summary>The parts of a maintained window that depend on its key, accumulator and total types.</summary>
internal interface IWindowShuffle
{
    Type InputType { get; }

    StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>Compiles what moves the window on.</summary>
    void Prepare();

    /// <summary>Moves every partition on to a batch; what each then reads.</summary>
    IReadOnlyList<object?> Advance(BatchContext batch, long lastOut, StageSink[] written, StreamExpander owner, StageRunner runner);

    void Commit(long version);

    /// <summary>Undoes a version.</summary>
    void Rollback(long version);

    /// <summary>What it keeps between batches.</summary>
    IEnumerable<StatePart> Parts(ValueCodecs codecs);
}

/// <inheritdoc cref="IWindowShuffle"/>
internal sealed class WindowShuffle<TKey, TAccumulator, TTotal> : IWindowShuffle
    where TTotal : struct, IWindowTotal<TTotal, TAccumulator>
{
    private readonly Planning.Aggregates.Aggregation _aggregation;
    private readonly PartitionOfKey<TKey> _partitions;
    private readonly StableHasher<TKey> _hash;
    private readonly AccumulatorFunctions<TAccumulator> _functions;
    private readonly WindowState<TKey, TAccumulator, TTotal>[] _states;

    public WindowShuffle(Planning.Aggregates.Aggregation aggregation, ExpansionContext context)
    {
        _aggregation = aggregation;
        _partitions = new PartitionOfKey<TKey>(context.Codecs, context.Parallelism);
        _hash = typeof(TKey) == typeof(ValueTuple) ? static _ => 0 : StableHash.For<TKey>(context.Codecs);
        _functions = new AccumulatorFunctions<TAccumulator>(aggregation);
        _states = [.. Enumerable.Range(0, _partitions.Count).Select(_ => new WindowState<TKey, TAccumulator, TTotal>(
            _hash, _functions, aggregation.EmitsEmpty))];
    }

    public Type InputType => typeof(WindowState<TKey, TAccumulator, TTotal>);

    public StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        new PartialStage<TKey, TAccumulator>(name, tail, owner, _aggregation, _partitions);

    public void Prepare() => _functions.Prepare();

    public IReadOnlyList<object?> Advance(BatchContext batch, long lastOut, StageSink[] written, StreamExpander owner, StageRunner runner)
    {
        var sinks = written.Cast<PartialSink<TKey, TAccumulator>>().ToArray();
        foreach (var sink in sinks)
        {
            sink.Cut();
        }

        var rows = sinks.Sum(sink => (long)sink.Table.Count);
        runner.RunPartitions(owner, _states.Length, rows, partition => _states[partition].Advance(
            batch.Id, batch.Ticks, lastOut, [.. sinks.Select(sink => sink.RunFor(partition))], runner.Captured));
        return _states;
    }

    public void Commit(long version)
    {
        foreach (var state in _states)
        {
            state.Commit(version);
        }
    }

    public void Rollback(long version)
    {
        foreach (var state in _states)
        {
            state.Batches.Rollback(version);
            state.Totals.Rollback(version);
        }
    }

    public IEnumerable<StatePart> Parts(ValueCodecs codecs) =>
    [
        new QueuePart<TKey, TAccumulator>("batches", [.. _states.Select(state => state.Batches)], BatchVersions.One, _hash, codecs),
        new TablePart<TKey, TTotal>("totals", [.. _states.Select(state => state.Totals)], BatchVersions.One, _hash, codecs),
    ];
}
