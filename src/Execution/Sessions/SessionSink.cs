using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The partial sessions of one task's rows.</summary>
internal abstract class SessionSink<TKey, TPartial>(PartitionOfKey<TKey> partitions) : StageSink
{
    private readonly EntryRun<TKey, PartialSession<TPartial>>[] _runs =
        [.. Enumerable.Range(0, partitions.Count).Select(_ => new EntryRun<TKey, PartialSession<TPartial>>())];

    /// <summary>The partial sessions; generated code updates them in place.</summary>
    public readonly PartialSessions<TKey, TPartial> Sessions = new();

    /// <summary>Those for partition <paramref name="partition"/>, once they have been cut.</summary>
    public EntryRun<TKey, PartialSession<TPartial>> RunFor(int partition) => _runs[partition];

    /// <summary>Called once its task has succeeded.</summary>
    /// <param name="partition">The task's partition.</param>
    public virtual void OnWritten(int partition)
    {
    }

    /// <summary>Gives each to the partition that owns its key.</summary>
    public void Cut()
    {
        var table = Sessions.Table;
        for (var position = 0; position < table.Count; position++)
        {
            ref var slot = ref table.Slots[table.SlotAt(position)];
            var run = _runs[partitions.Of(slot.Key)];
            run.Add(slot.Key, slot.Value);
            for (var next = slot.Value.Next; next != 0; next = Sessions.After(next).Next)
            {
                run.Add(slot.Key, Sessions.After(next));
            }
        }
    }

    public override void Reset()
    {
        Sessions.Clear();
        foreach (var run in _runs)
        {
            run.Clear();
        }
    }
}

/// <summary>As <see cref="SessionSink{TKey,TPartial}"/>, where accumulators are kept.</summary>
internal sealed class AggregateSessionSink<TKey, TAccumulator>(PartitionOfKey<TKey> partitions) : SessionSink<TKey, TAccumulator>(partitions);

/// <summary>As <see cref="SessionSink{TKey,TPartial}"/>, where the rows themselves are kept.</summary>
internal sealed class RowSessionSink<TKey, TRow>(PartitionOfKey<TKey> partitions) : SessionSink<TKey, RowChain<TRow>>(partitions)
{
    /// <summary>The rows of all partial sessions.</summary>
    public readonly RowStore<TRow> Rows = new();

    public override void OnWritten(int partition) => Rows.Partition = partition;

    public override void Reset()
    {
        base.Reset();
        Rows.Clear();
    }
}
