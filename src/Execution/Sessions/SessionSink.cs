using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The partial sessions of one task's rows.</summary>
internal abstract class SessionSink<TKey, TPartial>(PartitionOfKey<TKey> partitions) : StageSink
{
    private readonly EntryRun<TKey, PartialSession<TPartial>>[] _runs =
        [.. Enumerable.Range(0, partitions.Count).Select(_ => new EntryRun<TKey, PartialSession<TPartial>>())];

    /// <summary>Those for partition <paramref name="partition"/>, once they have been cut.</summary>
    public EntryRun<TKey, PartialSession<TPartial>> RunFor(int partition) => _runs[partition];

    /// <summary>Called once its task has succeeded.</summary>
    /// <param name="partition">The task's partition.</param>
    public virtual void OnWritten(int partition)
    {
    }

    /// <summary>Gives each to the partition that owns its key.</summary>
    public abstract void Cut();

    public override void Reset()
    {
        foreach (var run in _runs)
        {
            run.Clear();
        }
    }
}

/// <summary>As <see cref="SessionSink{TKey,TPartial}"/>, where rows of a key are put together before they go to its partition.</summary>
internal abstract class KeyedSessionSink<TKey, TPartial>(PartitionOfKey<TKey> partitions) : SessionSink<TKey, TPartial>(partitions)
{
    private readonly PartitionOfKey<TKey> _partitions = partitions;

    /// <summary>The partial sessions; generated code updates them in place.</summary>
    public readonly PartialSessions<TKey, TPartial> Sessions = new();

    public override void Cut()
    {
        var table = Sessions.Table;
        for (var position = 0; position < table.Count; position++)
        {
            ref var slot = ref table.Slots[table.SlotAt(position)];
            var run = RunFor(_partitions.Of(slot.Key));
            run.Add(slot.Key, slot.Value);
            for (var next = slot.Value.Next; next != 0; next = Sessions.After(next).Next)
            {
                run.Add(slot.Key, Sessions.After(next));
            }
        }
    }

    public override void Reset()
    {
        base.Reset();
        Sessions.Clear();
    }
}

/// <summary>As <see cref="KeyedSessionSink{TKey,TPartial}"/>, with accumulators of the rows.</summary>
internal sealed class AccumulatorSessionSink<TKey, TAccumulator>(PartitionOfKey<TKey> partitions) : KeyedSessionSink<TKey, TAccumulator>(partitions);

/// <summary>As <see cref="KeyedSessionSink{TKey,TPartial}"/>, where the rows themselves are kept.</summary>
internal sealed class RowSessionSink<TKey, TRow>(PartitionOfKey<TKey> partitions) : KeyedSessionSink<TKey, RowChain<TRow>>(partitions)
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

/// <summary>As <see cref="SessionSink{TKey,TPartial}"/>, where there is one partition: each row goes there by itself.</summary>
/// <remarks>Looking a row's key up here would cost as much as taking the row into the open sessions does.</remarks>
internal sealed class SingleSessionSink<TKey, TPartial>(PartitionOfKey<TKey> partitions) : SessionSink<TKey, TPartial>(partitions)
{
    /// <summary>The rows; generated code updates their values in place.</summary>
    public EntryRun<TKey, PartialSession<TPartial>> Run => RunFor(0);

    /// <summary>Adds a row without a value, and gives its index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(EntryRun<TKey, PartialSession<TPartial>> run, TKey key, long time)
    {
        var index = run.Count;
        if (index == run.Entries.Length)
        {
            run.Grow();
        }

        ref var entry = ref run.Entries[index];
        entry.Key = key;
        entry.Value = new PartialSession<TPartial> { First = time, Last = time, Rows = 1 };
        run.Count = index + 1;
        return index;
    }

    public override void Cut()
    {
    }
}
