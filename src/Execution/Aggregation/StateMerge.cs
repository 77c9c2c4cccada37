using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>What one partition of a stateful aggregation reads: runs of partial entries to merge into its state, and then the groups to give out.</summary>
/// <remarks>The generated loop calls <see cref="Begin"/>, then <see cref="NextRun"/> until it is false, then <see cref="NextOutput"/> until it is false.</remarks>
internal sealed class StateMerge<TKey, TAccumulator>(InMemoryStateStore<TKey, TAccumulator> store, IOutputPolicy policy)
{
    private readonly List<(long Window, KeyedTable<TKey, TAccumulator>? Partial, EntryRun<TKey, TAccumulator>? Run)> _runs = [];
    private readonly bool _isUpdate = policy.IsUpdate;
    private readonly bool _onlyNew = policy.OnlyNew;
    private readonly List<TKey> _touched = [];
    private StateWindow<TKey, TAccumulator>? _window;
    private IReadOnlyList<long> _outputs = [];
    private long _version = long.MinValue;
    private int _next;

    public InMemoryStateStore<TKey, TAccumulator> Store => store;

    /// <summary>The entries to merge now, where there are several partitions.</summary>
    public EntryRun<TKey, TAccumulator>? Run;

    /// <summary>The entries to merge now, where there is one partition: nothing was shuffled, so they are still in the table of the rows' task.</summary>
    public KeyedTable<TKey, TAccumulator>? Partial;

    /// <summary>The table of the window that is merged into, or given out, now.</summary>
    public KeyedTable<TKey, StateEntry<TAccumulator>>? Table;

    /// <summary>Where the window that is given out starts; 0 where there are no windows.</summary>
    public long WindowStart;

    /// <summary>The number of groups to give out of this window.</summary>
    public int OutputCount;

    /// <summary>Says what the next batch merges.</summary>
    public void Prepare(long version)
    {
        _runs.Clear();
        _version = version;
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
    public void Begin()
    {
        store.Rollback(_version);
        store.Begin(_version);
        _touched.Clear();
        _next = 0;
    }

    public bool NextRun()
    {
        if (_next == _runs.Count)
        {
            (_next, Partial, Run) = (0, null, null);
            _outputs = policy.Outputs(store.Windows);
            return false;
        }

        (var window, Partial, Run) = _runs[_next++];
        _window = store.Open(window);
        Table = _window.Table;
        return true;
    }

    /// <summary>The slot of the key's state, for changing.</summary>
    public int Touch(TKey key)
    {
        var index = _window!.Touch(key, out var added, out var first);
        if (_isUpdate && (_onlyNew ? added : first))
        {
            _touched.Add(key);
        }

        return index;
    }

    public bool NextOutput()
    {
        if (_next > 0 && policy.RemovesOutputs)
        {
            store.RemoveWindow(_outputs[_next - 1]);
        }

        if (_next == _outputs.Count)
        {
            return false;
        }

        WindowStart = _outputs[_next++];
        Table = store.Find(WindowStart)!.Table;
        OutputCount = _isUpdate ? _touched.Count : Table.Count;
        return true;
    }

    /// <summary>The slot of a group to give out, in the order in which groups came.</summary>
    public int OutputAt(int position) => _isUpdate ? Table!.Find(_touched[position]) : Table!.SlotAt(position);

    public void Commit()
    {
        store.Commit(_version);
        _runs.Clear();
    }
}

/// <summary>Which groups of its state an aggregation gives out in a batch.</summary>
internal interface IOutputPolicy
{
    /// <summary>Of the windows that exist, those to give out, in order.</summary>
    IReadOnlyList<long> Outputs(IReadOnlyList<long> windows);

    /// <summary>Whether only the groups that the batch touched are given out.</summary>
    bool IsUpdate { get; }

    /// <summary>Whether of those only the groups that the batch added are given out.</summary>
    bool OnlyNew { get; }

    /// <summary>Whether windows are dropped once they have been given out.</summary>
    bool RemovesOutputs { get; }
}
