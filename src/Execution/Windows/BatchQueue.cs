using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Windows;

/// <summary>The accumulators of each batch in a window, oldest first. What open versions have changed can be undone.</summary>
/// <remarks>Each batch is one dense run: when it leaves, long after it entered, it is read once from end to end.</remarks>
internal sealed class BatchQueue<TKey, TAccumulator>
{
    private readonly LinkedList<WindowBatch<TKey, TAccumulator>> _batches = new();

    // Batches that have left in versions not yet committed, in the order of leaving.
    private readonly List<WindowBatch<TKey, TAccumulator>> _left = [];
    private readonly Stack<EntryRun<TKey, TAccumulator>> _spare = new();

    public WindowBatch<TKey, TAccumulator>? Oldest => _batches.First?.Value;

    public IEnumerable<WindowBatch<TKey, TAccumulator>> Batches => _batches;

    /// <summary>Adds the accumulators of <paramref name="table"/> as the newest batch; none where it is empty.</summary>
    public WindowBatch<TKey, TAccumulator>? Enter(long version, long time, KeyedTable<TKey, TAccumulator> table)
    {
        if (table.Count == 0)
        {
            return null;
        }

        var run = _spare.TryPop(out var spare) ? spare : new EntryRun<TKey, TAccumulator>();
        for (var position = 0; position < table.Count; position++)
        {
            run.Add(ref table.Slots[table.SlotAt(position)]);
        }

        return Add(new WindowBatch<TKey, TAccumulator>(time, run) { EnteredIn = version });
    }

    /// <summary>Adds the accumulators of state as the newest batch; none where there are none.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public WindowBatch<TKey, TAccumulator>? Enter(long version, long time, KeyedTable<TKey, StateEntry<TAccumulator>> table)
    {
        var run = _spare.TryPop(out var spare) ? spare : new EntryRun<TKey, TAccumulator>();
        for (var position = 0; position < table.Count; position++)
        {
            ref var slot = ref table.Slots[table.SlotAt(position)];
            if (slot.Value.Exists)
            {
                run.Add(slot.Key, slot.Value.Value);
            }
        }

        return Add(new WindowBatch<TKey, TAccumulator>(time, run) { EnteredIn = version });
    }

    /// <summary>Adds a batch of an earlier run.</summary>
    public WindowBatch<TKey, TAccumulator> Add(WindowBatch<TKey, TAccumulator> batch)
    {
        _batches.AddLast(batch);
        return batch;
    }

    /// <summary>Takes out the oldest batch.</summary>
    public void Leave(long version)
    {
        var oldest = _batches.First!.Value;
        oldest.LeftIn = version;
        _batches.RemoveFirst();
        _left.Add(oldest);
    }

    /// <summary>Undoes a version and all later ones.</summary>
    public void Rollback(long version)
    {
        while (_batches.Last?.Value is { } newest && newest.EnteredIn >= version)
        {
            _batches.RemoveLast();
        }

        while (_left.Count > 0 && _left[^1].LeftIn >= version)
        {
            // What entered and left in undone versions never was.
            if (_left[^1].EnteredIn < version)
            {
                _batches.AddFirst(_left[^1]);
            }

            _left.RemoveAt(_left.Count - 1);
        }
    }

    /// <summary>Makes a version and those before it final.</summary>
    public void Commit(long version)
    {
        var final = 0;
        while (final < _left.Count && _left[final].LeftIn <= version)
        {
            _left[final].Run.Clear();
            _spare.Push(_left[final++].Run);
        }

        _left.RemoveRange(0, final);
    }

    /// <summary>Whether a batch has entered or left in the versions from <paramref name="version"/> on.</summary>
    public bool HasChanged(long version) =>
        _batches.Last?.Value.EnteredIn >= version || (_left.Count > 0 && _left[^1].LeftIn >= version);

    /// <summary>Puts back an entry, after those of earlier times.</summary>
    public void Restore(long time, TKey key, in TAccumulator value)
    {
        var node = _batches.Last;
        while (node?.Value.Time > time)
        {
            node = node.Previous;
        }

        if (node?.Value.Time != time)
        {
            var batch = new WindowBatch<TKey, TAccumulator>(time, new EntryRun<TKey, TAccumulator>()) { EnteredIn = long.MinValue };
            node = node is null ? _batches.AddFirst(batch) : _batches.AddAfter(node, batch);
        }

        node.Value.Run.Add(key, value);
    }

    /// <summary>Takes out what is older than <paramref name="time"/>, without looking back; where <paramref name="keys"/> is given, only that of some keys.</summary>
    public void RemoveBefore(long time, Func<TKey, bool>? keys)
    {
        for (var node = _batches.First; node?.Value.Time < time; node = _batches.First)
        {
            if (keys is not null && !node.Value.Run.RemoveAll(keys))
            {
                // The others of this age go with their own section.
                RemoveOlderOf(time, keys);
                return;
            }

            _batches.RemoveFirst();
        }
    }

    private void RemoveOlderOf(long time, Func<TKey, bool> keys)
    {
        for (var node = _batches.First; node?.Value.Time < time;)
        {
            var next = node.Next;
            if (node.Value.Run.RemoveAll(keys))
            {
                _batches.Remove(node);
            }

            node = next;
        }
    }

    public void Clear()
    {
        _batches.Clear();
        _left.Clear();
    }
}

/// <summary>One batch in a window.</summary>
internal sealed class WindowBatch<TKey, TAccumulator>(long time, EntryRun<TKey, TAccumulator> run)
{
    /// <summary>The batch time, in ticks.</summary>
    public long Time => time;

    /// <summary>The accumulator of each key that occurs in it.</summary>
    public EntryRun<TKey, TAccumulator> Run => run;

    /// <summary>The version in which it entered.</summary>
    public long EnteredIn { get; init; }

    /// <summary>The version in which it left.</summary>
    public long LeftIn { get; set; }
}
