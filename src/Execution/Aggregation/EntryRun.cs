using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Entries for one partition after a shuffle, in an array that is reused from batch to batch.</summary>
internal sealed class EntryRun<TKey, TAccumulator>
{
    /// <summary>The entries; the first <see cref="Count"/> of them are in use.</summary>
    public KeyedEntry<TKey, TAccumulator>[] Entries = [];

    public int Count;

    public void Add(ref KeyedSlot<TKey, TAccumulator> slot) => Add(slot.Key, slot.Value);

    public void Add(TKey key, in TAccumulator value)
    {
        if (Count == Entries.Length)
        {
            Grow();
        }

        ref var entry = ref Entries[Count++];
        entry.Key = key;
        entry.Value = value;
    }

    /// <summary>Takes out the entries of some keys; true where none is left.</summary>
    public bool RemoveAll(Func<TKey, bool> keys)
    {
        var left = 0;
        for (var i = 0; i < Count; i++)
        {
            if (!keys(Entries[i].Key))
            {
                Entries[left++] = Entries[i];
            }
        }

        Count = left;
        return left == 0;
    }

    /// <summary>Makes room for more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Grow() => Array.Resize(ref Entries, Math.Max(16, Entries.Length * 2));

    public void Clear()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<KeyedEntry<TKey, TAccumulator>>())
        {
            Array.Clear(Entries, 0, Count);
        }

        Count = 0;
    }
}
