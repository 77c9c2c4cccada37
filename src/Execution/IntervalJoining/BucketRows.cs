namespace Linq.Streaming.Execution.IntervalJoining;

/// <summary>A row that is kept, with its time.</summary>
internal readonly struct BucketRow<T>(T row, long time)
{
    public readonly T Row = row;

    public readonly long Time = time;
}

/// <summary>The rows of one key in one bucket, as a value of state: a shared array that only grows, how much of it is this one's, and which of them have met another.</summary>
/// <remarks>
/// Rows are only ever added behind <see cref="Count"/>, so an older copy of the struct stays valid while a newer one grows, which is how a version is undone. Marks do change;
/// whoever changes them takes a copy first, once in each version (<see cref="Own"/>).
/// </remarks>
internal struct BucketRows<T>
{
    private const int BitsPerWord = 64;

    private BucketRow<T>[]? _rows;
    private ulong[]? _met;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<BucketRow<T>> Rows => _rows.AsSpan(0, Count);

    /// <summary>Makes marks that an older copy does not share.</summary>
    public void Own() => _met = _met is null ? null : [.. _met];

    /// <summary>Adds a row; gives its place.</summary>
    public int Add(T row, long time)
    {
        if (_rows is null || Count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(2, Count * 2));
        }

        _rows[Count] = new BucketRow<T>(row, time);
        return Count++;
    }

    /// <summary>Whether the row at <paramref name="place"/> has met another.</summary>
    public readonly bool HasMet(int place) =>
        place / BitsPerWord < (_met?.Length ?? 0) && (_met![place / BitsPerWord] & (1UL << (place % BitsPerWord))) != 0;

    public void SetMet(int place)
    {
        if (place / BitsPerWord >= (_met?.Length ?? 0))
        {
            Array.Resize(ref _met, ((Count - 1) / BitsPerWord) + 1);
        }

        _met![place / BitsPerWord] |= 1UL << (place % BitsPerWord);
    }
}
