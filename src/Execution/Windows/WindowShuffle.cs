using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.StateStores;

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

    WindowSnapshots Snapshot(long version);

    void Restore(WindowSnapshots saved);
}

/// <summary>The state of all partitions of a maintained window.</summary>
internal sealed record WindowSnapshots(IReadOnlyList<object> Batches, IReadOnlyList<StateSnapshot> Totals);

/// <inheritdoc cref="IWindowShuffle"/>
internal sealed class WindowShuffle<TKey, TAccumulator, TTotal> : IWindowShuffle
    where TTotal : struct, IWindowTotal<TTotal, TAccumulator>
{
    private readonly Planning.Aggregates.Aggregation _aggregation;
    private readonly PartitionOfKey<TKey> _partitions;
    private readonly AccumulatorFunctions<TAccumulator> _functions;
    private readonly WindowState<TKey, TAccumulator, TTotal>[] _states;

    public WindowShuffle(Planning.Aggregates.Aggregation aggregation, ExpansionContext context)
    {
        _aggregation = aggregation;
        _partitions = new PartitionOfKey<TKey>(context.Codecs, context.Parallelism);
        StableHasher<TKey> hash = typeof(TKey) == typeof(ValueTuple) ? static _ => 0 : StableHash.For<TKey>(context.Codecs);
        _functions = new AccumulatorFunctions<TAccumulator>(aggregation);
        _states = [.. Enumerable.Range(0, _partitions.Count).Select(_ => new WindowState<TKey, TAccumulator, TTotal>(
            hash, _functions, aggregation.EmitsEmpty))];
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

    public WindowSnapshots Snapshot(long version) => new(
        [.. _states.Select(state => state.SaveBatches())], [.. _states.Select(state => state.Totals.Snapshot(version))]);

    public void Restore(WindowSnapshots saved)
    {
        var batches = saved.Batches.Cast<IReadOnlyList<(long Time, KeyedEntry<TKey, TAccumulator>[] Entries)>>().ToArray();
        for (var partition = 0; partition < _states.Length; partition++)
        {
            var owner = partition;
            _states[partition].Restore(batches, saved.Totals, Owns);

            bool Owns(int group) => KeyGroups.PartitionOf(group, _states.Length) == owner;
        }
    }
}
