using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>What one partition of an aggregation reads after the shuffle: a table to combine into, and runs of entries to combine.</summary>
/// <remarks>With one partition on either side nothing was shuffled: the table is the partial one, and there are no runs.</remarks>
internal sealed class MergeInput<TKey, TAccumulator>(KeyedTable<TKey, TAccumulator> table, EntryRun<TKey, TAccumulator>[] runs, bool emitsEmpty)
{
    public readonly KeyedTable<TKey, TAccumulator> Table = table;

    public readonly EntryRun<TKey, TAccumulator>[] Runs = runs;

    /// <summary>Starts an attempt: forgets what an earlier one has combined.</summary>
    public void Begin()
    {
        if (Runs.Length > 0)
        {
            Table.Clear();
        }
    }

    /// <summary>After combining: where nothing at all still has a result, it gets its one entry.</summary>
    public void Complete()
    {
        if (emitsEmpty && Table.Count == 0)
        {
            Table.GetIndex(default!);
        }
    }
}
