using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>What the loop of a stateful aggregation does next.</summary>
internal enum MergeStep
{
    /// <summary>It is done.</summary>
    End,

    /// <summary>It merges the entries of <see cref="StateMerge{TKey,TAccumulator}.Run"/> or <see cref="StateMerge{TKey,TAccumulator}.Partial"/> into state.</summary>
    Merge,

    /// <summary>It gives out groups of one window.</summary>
    GiveOut,
}

/// <summary>What one partition of a stateful aggregation reads: runs of partial entries to merge into its state, and groups to give out.</summary>
/// <remarks>The generated loop calls <see cref="Begin"/>, then <see cref="Next"/> until it is at its end, and does what it says.</remarks>
internal abstract class StateMerge<TKey, TAccumulator>(InMemoryStateStore<TKey, TAccumulator> store)
{
    private readonly List<(long Window, KeyedTable<TKey, TAccumulator>? Partial, EntryRun<TKey, TAccumulator>? Run)> _runs = [];
    private StateWindow<TKey, TAccumulator>? _window;
    private int _nextRun;

    /// <summary>The accumulators by window and key.</summary>
    public InMemoryStateStore<TKey, TAccumulator> Store => store;

    /// <summary>Every store of the partition, in the same order in each.</summary>
    public virtual IReadOnlyList<IStateStore> Stores => [store];

    /// <summary>The entries to merge now, where there are several partitions.</summary>
    public EntryRun<TKey, TAccumulator>? Run;

    /// <summary>The entries to merge now, where there is one partition: nothing was shuffled, so they are still in the table of the rows' task.</summary>
    public KeyedTable<TKey, TAccumulator>? Partial;

    /// <summary>The table of the window that is merged into, or given out, now.</summary>
    public KeyedTable<TKey, StateEntry<TAccumulator>>? Table;

    /// <summary>Where the window that is given out starts; 0 where there are no windows.</summary>
    public long WindowStart;

    /// <summary>Where it ends.</summary>
    public long WindowEnd;

    /// <summary>What its rows are marked with: see <see cref="Blocks.Timed{T}.Mark"/>.</summary>
    public long Mark;

    /// <summary>The number of groups to give out of this window.</summary>
    public int OutputCount;

    /// <summary>The version that the batch makes.</summary>
    protected long Version { get; private set; } = long.MinValue;

    /// <summary>The batch time, in ticks.</summary>
    protected long Ticks { get; private set; }

    /// <summary>The captured values of the plan.</summary>
    protected object?[] Captured { get; private set; } = [];

    /// <summary>Whether <see cref="OnTouched"/> wants to know of the groups that a batch touches.</summary>
    protected virtual bool NotesTouches => false;

    /// <summary>The window that is merged into now.</summary>
    protected long MergedWindow => _window!.Start;

    /// <summary>Says what the next batch merges.</summary>
    public void Prepare(long version, long ticks, object?[] captured)
    {
        _runs.Clear();
        (Version, Ticks, Captured) = (version, ticks, captured);
    }

    public void Add(long window, EntryRun<TKey, TAccumulator> run)
    {
        if (run.Count > 0)
        {
            _runs.Add((window, null, run));
        }
    }

    public void Add(long window, KeyedTable<TKey, TAccumulator> partial)
    {
        if (partial.Count > 0)
        {
            _runs.Add((window, partial, null));
        }
    }

    /// <summary>Starts an attempt: what an earlier one has changed is undone.</summary>
    public virtual void Begin()
    {
        foreach (var kept in Stores)
        {
            kept.Rollback(Version);
            kept.Begin(Version);
        }

        _nextRun = 0;
    }

    /// <summary>What to do next.</summary>
    public abstract MergeStep Next();

    /// <summary>The slot of the key's state, for changing.</summary>
    public int Touch(TKey key)
    {
        var index = _window!.Touch(key, out var added, out var first);
        if (first && NotesTouches)
        {
            OnTouched(key, added);
        }

        return index;
    }

    /// <summary>The slot of a group to give out, in the order in which groups came.</summary>
    public virtual int OutputAt(int position) => Table!.SlotAt(position);

    public virtual void Commit()
    {
        foreach (var kept in Stores)
        {
            kept.Commit(Version);
        }

        _runs.Clear();
    }

    /// <summary>A snapshot of a store, with what it says of rows that lie elsewhere.</summary>
    public virtual StateSnapshot Snapshot(int kind, long version) => Stores[kind].Snapshot(version);

    /// <summary>Called when the stores hold what an earlier run had saved.</summary>
    /// <param name="closed">The watermark up to which windows had been given out.</param>
    public virtual void OnRestored(long closed)
    {
    }

    /// <summary>The batch touches a group for the first time.</summary>
    protected virtual void OnTouched(TKey key, bool added)
    {
    }

    /// <summary>Sees entries before they are merged into a window.</summary>
    protected virtual void BeforeMerge(long window)
    {
    }

    /// <summary>Makes the next run the current one; false when there are no more.</summary>
    protected bool NextRun()
    {
        if (_nextRun == _runs.Count)
        {
            (Partial, Run) = (null, null);
            return false;
        }

        (var window, Partial, Run) = _runs[_nextRun++];
        _window = store.Open(window);
        Table = _window.Table;
        BeforeMerge(window);
        return true;
    }
}
