using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Keys that are due within one span of time, each with when.</summary>
internal sealed class ClosingSpan<TKey>
{
    /// <summary>A span that is asked for so often is sorted: it is longer than batches are, and to go through all of it in each would cost more.</summary>
    private const int VisitsBeforeSort = 4;

    private (long Due, TKey Key)[] _keys = [];
    private int _start;
    private int _end;
    private int _visits;

    /// <summary>Which span of time it is.</summary>
    public long Number { get; private set; }

    /// <summary>Whether it is sorted, and takes no more.</summary>
    public bool IsSorted { get; private set; }

    public void Begin(long number)
    {
        (Number, IsSorted) = (number, false);
        _start = _end = _visits = 0;
    }

    public void Add(TKey key, long due)
    {
        if (_end == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(4, _end * 2));
        }

        _keys[_end++] = (due, key);
    }

    /// <summary>Takes all, in any order.</summary>
    [MethodImpl(HotCode.AtOnce)]
    public void TakeAll(List<(long Due, TKey Key)> into)
    {
        into.AddRange(_keys.AsSpan(_start, _end - _start));
        Forget(0);
    }

    /// <summary>Takes those that are due by <paramref name="limit"/>, in any order.</summary>
    public void Take(long limit, List<(long Due, TKey Key)> into)
    {
        if (!IsSorted && ++_visits > VisitsBeforeSort)
        {
            _keys.AsSpan(0, _end).Sort(static (x, y) => x.Due.CompareTo(y.Due));
            IsSorted = true;
        }

        if (IsSorted)
        {
            TakeFirst(limit, into);
        }
        else
        {
            TakeOut(limit, into);
        }
    }

    public void Clear() => Forget(0);

    [MethodImpl(HotCode.AtOnce)]
    private void TakeFirst(long limit, List<(long Due, TKey Key)> into)
    {
        var first = _start;
        while (_start < _end && _keys[_start].Due <= limit)
        {
            _start++;
        }

        into.AddRange(_keys.AsSpan(first, _start - first));
    }

    [MethodImpl(HotCode.AtOnce)]
    private void TakeOut(long limit, List<(long Due, TKey Key)> into)
    {
        var kept = 0;
        foreach (var key in _keys.AsSpan(0, _end))
        {
            if (key.Due <= limit)
            {
                into.Add(key);
            }
            else
            {
                _keys[kept++] = key;
            }
        }

        Forget(kept);
    }

    private void Forget(int from)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TKey>())
        {
            Array.Clear(_keys, from, _end - from);
        }

        _end = from;
    }
}
