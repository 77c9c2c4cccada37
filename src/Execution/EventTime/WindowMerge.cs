using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>One partition of an aggregation by window of event time, where each window has accumulators of its own.</summary>
internal sealed class WindowMerge<TKey, TAccumulator>(StableHasher<TKey> hash, long length, WatermarkGauge watermark, bool isEarly)
    : StateMerge<TKey, TAccumulator>(new InMemoryStateStore<TKey, TAccumulator>(hash))
{
    // The groups that the batch touched, by window; only where early results are given.
    private readonly SortedList<long, List<TKey>> _touched = [];
    private IReadOnlyList<long>? _closed;
    private List<TKey>? _early;
    private int _next;

    public override bool NotesTouches => isEarly;

    public override void Begin()
    {
        base.Begin();
        _touched.Clear();
        (_closed, _early, _next) = (null, null, 0);
    }

    public override MergeStep Next()
    {
        if (_closed is null)
        {
            if (NextRun())
            {
                return MergeStep.Merge;
            }

            _closed = Closed();
        }
        else if (_early is null)
        {
            Store.RemoveWindow(WindowStart);
        }

        return _next < _closed.Count ? GiveClosed() : GiveEarly();
    }

    public override int OutputAt(int position) => _early is null ? base.OutputAt(position) : Table!.Find(_early[position]);

    protected override long DueCount => isEarly || Store.FirstWindow + length <= watermark.Close ? Store.Count : 0;

    protected override void OnTouched(TKey key, bool added)
    {
        if (!_touched.TryGetValue(MergedWindow, out var keys))
        {
            _touched.Add(MergedWindow, keys = []);
        }

        keys.Add(key);
    }

    private MergeStep GiveClosed()
    {
        Open(_closed![_next++], mark: 0);
        OutputCount = Table!.Count;
        return MergeStep.GiveOut;
    }

    // Windows that have closed now are gone, with their touched groups.
    private MergeStep GiveEarly()
    {
        for (var i = _next - _closed!.Count; i < _touched.Count; i++)
        {
            _next++;
            if (_touched.GetKeyAtIndex(i) + length > watermark.Close)
            {
                Open(_touched.GetKeyAtIndex(i), Timed<TKey>.Early);
                _early = _touched.GetValueAtIndex(i);
                OutputCount = _early.Count;
                return MergeStep.GiveOut;
            }
        }

        return MergeStep.End;
    }

    private void Open(long window, long mark)
    {
        (WindowStart, WindowEnd, Mark) = (window, window + length, mark);
        Table = Store.Find(window)!.Table;
    }

    private IReadOnlyList<long> Closed()
    {
        if (Store.FirstWindow is not { } first || first + length > watermark.Close)
        {
            return [];
        }

        return [.. Store.Windows.TakeWhile(window => window + length <= watermark.Close)];
    }
}
