using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Keys, each with a time.</summary>
internal sealed class ClosingSpan<TKey>
{
    private TKey[] _keys = [];
    private long[] _dues = [];

    public int Count { get; private set; }

    public TKey Key(int position) => _keys[position];

    public long Due(int position) => _dues[position];

    /// <summary>At most <paramref name="count"/> keys from <paramref name="position"/> on.</summary>
    public ReadOnlySpan<TKey> Keys(int position, int count) => _keys.AsSpan(position, Math.Min(count, Count - position));

    public void Add(TKey key, long due)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(4, Count * 2));
            Array.Resize(ref _dues, _keys.Length);
        }

        (_keys[Count], _dues[Count]) = (key, due);
        Count++;
    }

    /// <summary>Puts them in ascending order of their times.</summary>
    public void Sort() => Array.Sort(_dues, _keys, 0, Count);

    public void Clear()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TKey>())
        {
            Array.Clear(_keys, 0, Count);
        }

        Count = 0;
    }
}
