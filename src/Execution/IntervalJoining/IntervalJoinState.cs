using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>What one partition of an interval join keeps, and what becomes of a batch's rows in it.</summary>
/// <remarks>
/// <para>The generated loop calls <see cref="Begin"/>, then <see cref="Next"/> until it is false, and gives the pairs that each call leaves.</para>
/// <para>
/// New outer rows look among the inner rows of earlier batches and are kept; then new inner rows look among all outer rows, and are kept. So two rows meet once, when the second
/// is there. Then outer rows that can meet none any more are given, and what has become too old goes.
/// </para>
/// </remarks>
internal sealed class IntervalJoinState<TKey, TOuter, TInner>(StableHasher<TKey> hash, JoinInterval interval, bool isLeft)
{
    private readonly RowBuckets<TKey, TOuter> _outer = new(hash, interval.BucketLength);
    private readonly RowBuckets<TKey, TInner> _inner = new(hash, interval.BucketLength);
    private readonly WaitingRows<TKey> _waiting = new();
    private IEnumerable<TimedRow<TKey, TOuter>> _newOuter = [];
    private IEnumerable<TimedRow<TKey, TInner>> _newInner = [];
    private IEnumerator<TimedRow<TKey, TOuter>>? _nextOuter;
    private IEnumerator<TimedRow<TKey, TInner>>? _nextInner;
    private long _version = long.MinValue;
    private long _outerLimit;
    private long _innerLimit;

    /// <summary>Pairs to give now; the first <see cref="Count"/> of them are in use.</summary>
    public IntervalPair<TOuter, TInner>[] Pairs = [];

    public int Count;

    public IReadOnlyList<IStateStore> Stores => [_outer.Store, _inner.Store];

    /// <summary>The number of rows kept.</summary>
    public long RowCount => _outer.Count + _inner.Count;

    /// <summary>Whether the batch's rows have been joined.</summary>
    public bool HasRun { get; private set; }

    /// <summary>Says what the next batch joins.</summary>
    /// <param name="version">The version that it makes.</param>
    /// <param name="watermark">How far time has come.</param>
    /// <param name="outer">Its outer rows, none of them late.</param>
    /// <param name="inner">Its inner rows, none of them late.</param>
    public void Prepare(long version, long watermark, IEnumerable<TimedRow<TKey, TOuter>> outer, IEnumerable<TimedRow<TKey, TInner>> inner)
    {
        (_version, _newOuter, _newInner, HasRun) = (version, outer, inner, false);
        (_outerLimit, _innerLimit) = (interval.OuterLimit(watermark), interval.InnerLimit(watermark));
    }

    /// <summary>Starts an attempt: what an earlier one has changed is undone.</summary>
    public void Begin()
    {
        _outer.Begin(_version);
        _inner.Begin(_version);
        _waiting.Begin();
        (_nextOuter, _nextInner, HasRun) = (_newOuter.GetEnumerator(), _newInner.GetEnumerator(), true);
    }

    /// <summary>Makes the next pairs; false when there are no more.</summary>
    public bool Next()
    {
        Count = 0;
        while (Count == 0)
        {
            if (_nextOuter!.MoveNext())
            {
                MeetInner(_nextOuter.Current);
            }
            else if (_nextInner!.MoveNext())
            {
                MeetOuter(_nextInner.Current);
            }
            else if (_waiting.TryTake(_outerLimit, out var waiting))
            {
                GiveUnmet(waiting);
            }
            else
            {
                _outer.RemoveBefore(_outerLimit);
                _inner.RemoveBefore(_innerLimit);
                return false;
            }
        }

        return true;
    }

    /// <summary>Undoes what the batch has changed.</summary>
    public void Rollback()
    {
        _outer.Rollback(_version);
        _inner.Rollback(_version);
        _waiting.Begin();
        (_newOuter, _newInner, _nextOuter, _nextInner) = ([], [], null, null);
    }

    public void Commit()
    {
        _outer.Commit(_version);
        _inner.Commit(_version);
        _waiting.Commit(_outerLimit);
        (_newOuter, _newInner, _nextOuter, _nextInner) = ([], [], null, null);
        Array.Clear(Pairs);
    }

    /// <summary>Called when the stores hold what an earlier run had saved.</summary>
    /// <param name="watermark">How far time had come.</param>
    public void OnRestored(long watermark)
    {
        _outer.OnRestored();
        _inner.OnRestored();
        if (isLeft)
        {
            // Rows before the limit have been given by then.
            _waiting.Restore(_outer.Unmet(interval.OuterLimit(watermark)));
        }
    }

    private void MeetInner(in TimedRow<TKey, TOuter> outer)
    {
        if (outer.Key is not null)
        {
            var (earliest, latest) = interval.AroundOuter(outer.Time);
            foreach (var bucket in _inner.Between(earliest, latest))
            {
                foreach (ref readonly var inner in RowBuckets<TKey, TInner>.RowsOf(bucket, outer.Key).Rows)
                {
                    if (inner.Time >= earliest && inner.Time <= latest)
                    {
                        Give(outer.Row, inner.Row, Math.Max(outer.Time, inner.Time));
                    }
                }
            }
        }

        var place = _outer.Add(outer, hasMet: Count > 0);
        if (isLeft && Count == 0)
        {
            _waiting.Add(new WaitingRow<TKey>(outer.Key, place, outer.Time));
        }
    }

    private void MeetOuter(in TimedRow<TKey, TInner> inner)
    {
        var (earliest, latest) = interval.AroundInner(inner.Time);
        foreach (var bucket in _outer.Between(earliest, latest))
        {
            var rows = RowBuckets<TKey, TOuter>.RowsOf(bucket, inner.Key);
            for (var place = 0; place < rows.Count; place++)
            {
                ref readonly var outer = ref rows.Rows[place];
                if (outer.Time >= earliest && outer.Time <= latest)
                {
                    Give(outer.Row, inner.Row, Math.Max(outer.Time, inner.Time));
                    if (isLeft && !rows.HasMet(place))
                    {
                        _outer.SetMet(bucket, inner.Key, place);
                    }
                }
            }
        }

        _inner.Add(inner, hasMet: false);
    }

    private void GiveUnmet(WaitingRow<TKey> waiting)
    {
        if (_outer.TryFindUnmet(waiting, out var outer))
        {
            Give(outer, default, waiting.Time);
        }
    }

    private void Give(TOuter outer, TInner? inner, long time)
    {
        if (Count == Pairs.Length)
        {
            Array.Resize(ref Pairs, Math.Max(16, Count * 2));
        }

        Pairs[Count++] = new IntervalPair<TOuter, TInner>(outer, inner, time);
    }
}
