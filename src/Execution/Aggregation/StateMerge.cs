using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>What the loop of a stateful aggregation does next.</summary>
internal enum MergeStep
{
    /// <summary>It is done.</summary>
    End,

    /// <summary>It merges <see cref="StateMerge{TKey,TAccumulator}.Entries"/> into state.</summary>
    Merge,

    /// <summary>It gives out groups of one window.</summary>
    GiveOut,
}

/// <summary>What one partition of a stateful aggregation reads: runs of partial entries to merge into its state, and groups to give out.</summary>
/// <remarks>The generated loop calls <see cref="Begin"/>, then <see cref="Next"/> until it is at its end, and does what it says.</remarks>
internal abstract class StateMerge<TKey, TAccumulator>(InMemoryStateStore<TKey, TAccumulator> store)
{
    private readonly List<MergedEntries<TKey, TAccumulator>> _runs = [];
    private StateWindow<TKey, TAccumulator>? _window;
    private int _nextRun;
    private int _rowTasks;

    /// <summary>The accumulators by window and key.</summary>
    public InMemoryStateStore<TKey, TAccumulator> Store => store;

    /// <summary>Every store of the partition, in the same order in each.</summary>
    public virtual IReadOnlyList<IStateStore> Stores => [store];

    /// <summary>The entries to merge now.</summary>
    public MergedEntries<TKey, TAccumulator> Entries;

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

    /// <summary>The batch.</summary>
    public long Batch { get; private set; } = long.MinValue;

    /// <summary>The number of groups noted as touched by the batch, which can be set back to what it was.</summary>
    public virtual int TouchCount
    {
        get => 0;
        set { }
    }

    /// <summary>How often a batch has begun, also one that was given up and begins again.</summary>
    public int Starts { get; private set; }

    /// <summary>The version that the batch makes.</summary>
    protected long Version { get; private set; } = long.MinValue;

    /// <summary>The batch time, in ticks.</summary>
    protected long Ticks { get; private set; }

    /// <summary>The captured values of the plan.</summary>
    protected object?[] Captured { get; private set; } = [];

    /// <summary>About how many entries <see cref="Next"/> has merged or given out until its end.</summary>
    public long PendingCount => _runs.Sum(run => (long)run.Count) + DueCount;

    /// <summary>Whether <see cref="OnTouched"/> wants to know of the groups that a batch touches.</summary>
    public virtual bool NotesTouches => false;

    /// <summary>The window that is merged into now.</summary>
    protected long MergedWindow => _window!.Start;

    /// <summary>Begins a batch, before its rows are gone through.</summary>
    public virtual void StartBatch(long batch, long ticks)
    {
        _runs.Clear();
        Starts++;
        (Batch, Version, Ticks, _rowTasks) = (batch, StateVersions.OfGiving(batch), ticks, 0);
    }

    /// <summary>The version of another task that takes rows straight into the store.</summary>
    public long NextRowsVersion() => StateVersions.OfRows(Batch, _rowTasks++);

    /// <summary>Says, when rows have been gone through, that entries are merged and groups given out next.</summary>
    public virtual void Prepare(object?[] captured) => Captured = captured;

    /// <summary>Has entries merged into their window.</summary>
    public void Add(MergedEntries<TKey, TAccumulator> entries)
    {
        if (entries.Count > 0)
        {
            _runs.Add(entries);
        }
    }

    /// <summary>Notes that a task that takes in rows changes the entry in a slot of the window's table; where <see cref="NotesTouches"/>.</summary>
    public void TouchFirst(StateWindow<TKey, TAccumulator> window, int index)
    {
        var before = window.Table.Slots[index].Value.Version;
        var added = window.TouchFirst(index, store.Log);
        if (!StateVersions.IsOf(before, Batch))
        {
            OnTouched(window.Table.Slots[index].Key, added);
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

    /// <summary>Undoes all that a batch has changed, if it is not committed.</summary>
    public virtual void Rollback(long batch)
    {
        foreach (var kept in Stores)
        {
            kept.Rollback(StateVersions.OfRows(batch, 0));
        }

        _runs.Clear();
    }

    public virtual void Commit()
    {
        foreach (var kept in Stores)
        {
            kept.Commit(Version);
        }

        _runs.Clear();
    }

    /// <summary>About how many groups are given out; not fewer.</summary>
    protected virtual long DueCount => store.Count;

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
            Entries = default;
            return false;
        }

        Entries = _runs[_nextRun++];
        _window = store.Open(Entries.Window);
        Table = _window.Table;
        BeforeMerge(Entries.Window);
        return true;
    }
}
