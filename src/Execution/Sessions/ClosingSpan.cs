namespace Linq.Streaming.Execution.Sessions;

/// <summary>Places that are due within one span of time, each with when.</summary>
internal sealed class ClosingSpan
{
    /// <summary>A span that is asked for so often is sorted: it is longer than batches are, and to go through all of it in each would cost more.</summary>
    private const int VisitsBeforeSort = 4;

    private long[] _dues = [];
    private int[] _places = [];
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

    public void Add(int place, long due)
    {
        if (_end == _places.Length)
        {
            Array.Resize(ref _places, Math.Max(4, _end * 2));
            Array.Resize(ref _dues, _places.Length);
        }

        (_places[_end], _dues[_end]) = (place, due);
        _end++;
    }

    /// <summary>Takes all, in any order.</summary>
    public void TakeAll(List<int> into)
    {
        into.AddRange(_places.AsSpan(_start, _end - _start));
        _start = _end;
    }

    /// <summary>Takes those that are due by <paramref name="limit"/>, in any order.</summary>
    public void Take(long limit, List<int> into)
    {
        if (!IsSorted && ++_visits > VisitsBeforeSort)
        {
            Array.Sort(_dues, _places, 0, _end);
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

    private void TakeFirst(long limit, List<int> into)
    {
        var first = _start;
        while (_start < _end && _dues[_start] <= limit)
        {
            _start++;
        }

        into.AddRange(_places.AsSpan(first, _start - first));
    }

    private void TakeOut(long limit, List<int> into)
    {
        var kept = 0;
        for (var i = 0; i < _end; i++)
        {
            if (_dues[i] <= limit)
            {
                into.Add(_places[i]);
            }
            else
            {
                (_dues[kept], _places[kept]) = (_dues[i], _places[i]);
                kept++;
            }
        }

        _end = kept;
    }
}
