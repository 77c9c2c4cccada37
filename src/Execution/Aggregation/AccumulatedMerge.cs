using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>One partition of an aggregation over everything so far: one window, which never closes.</summary>
internal sealed class AccumulatedMerge<TKey, TAccumulator> : StateMerge<TKey, TAccumulator>
{
    private readonly List<TKey> _touched = [];
    private readonly GroupsGiven _gives;
    private readonly KeyLifetimes<TKey>? _lifetimes;
    private bool _isGivenOut;
    private int _touchedByRows;

    public AccumulatedMerge(StableHasher<TKey> hash, GroupsGiven gives, TimeSpan? timeToLive)
        : base(new InMemoryStateStore<TKey, TAccumulator>(hash))
    {
        _gives = gives;
        _lifetimes = timeToLive is { } time ? new KeyLifetimes<TKey>(hash, time.Ticks) : null;
        Stores = _lifetimes is null ? [Store] : [Store, .. _lifetimes.Stores];
    }

    /// <summary>The window of everything.</summary>
    public const long Everything = 0;

    public override IReadOnlyList<IStateStore> Stores { get; }

    public override bool NotesTouches => _gives != GroupsGiven.All || _lifetimes is not null;

    public override int TouchCount
    {
        get => _touched.Count;
        set => _touched.RemoveRange(value, _touched.Count - value);
    }

    public override void StartBatch(long batch, long ticks)
    {
        base.StartBatch(batch, ticks);
        _touched.Clear();
    }

    public override void Prepare(object?[] captured)
    {
        base.Prepare(captured);
        _touchedByRows = TouchCount;
    }

    public override void Begin()
    {
        base.Begin();
        TouchCount = _touchedByRows;
        _isGivenOut = false;
        foreach (var key in _lifetimes?.Expire(Ticks) ?? [])
        {
            Store.Remove(Everything, key);
        }
    }

    public override MergeStep Next()
    {
        if (NextRun())
        {
            return MergeStep.Merge;
        }

        if (_isGivenOut || Store.Find(Everything) is not { } everything)
        {
            return MergeStep.End;
        }

        (_isGivenOut, Table) = (true, everything.Table);
        OutputCount = _gives == GroupsGiven.All ? Table.Count : _touched.Count;
        return MergeStep.GiveOut;
    }

    public override int OutputAt(int position) => _gives == GroupsGiven.All ? base.OutputAt(position) : Table!.Find(_touched[position]);

    protected override void OnTouched(TKey key, bool added)
    {
        _lifetimes?.Touch(key, Ticks);
        if (_gives == GroupsGiven.Touched || (_gives == GroupsGiven.New && added))
        {
            _touched.Add(key);
        }
    }
}
