using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>How the entries of rows' tasks come to the state.</summary>
internal enum EntrySource
{
    /// <summary>They were cut by key for several partitions.</summary>
    Runs,

    /// <summary>There is one partition: they are still in the table of the rows' task.</summary>
    Partials,

    /// <summary>There is one partition, and rows went straight into its state; but for those that have to wait.</summary>
    Waiting,
}

/// <summary>Entries to merge into the state of a window: one of the three.</summary>
internal readonly record struct MergedEntries<TKey, TAccumulator>(
    long Window,
    EntryRun<TKey, TAccumulator>? Run = null,
    KeyedTable<TKey, TAccumulator>? Partial = null,
    KeyedTable<TKey, StateEntry<TAccumulator>>? Waiting = null)
{
    public int Count => Run?.Count ?? Partial?.Count ?? Waiting!.Count;
}
