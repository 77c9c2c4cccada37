using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Partial sessions by key: mostly one for each, in the key's slot; others of the key are chained behind it.</summary>
/// <remarks>Rows of a key come nearly in order, so only the one in the slot is tried. Partial sessions of a key may therefore overlap; they are joined after the shuffle.</remarks>
internal sealed class PartialSessions<TKey, TPartial>
{
    /// <summary>The newest partial session of each key.</summary>
    public readonly KeyedTable<TKey, PartialSession<TPartial>> Table = new();

    private PartialSession<TPartial>[] _chained = [];
    private int _count;

    /// <summary>Makes <paramref name="current"/>, a place of the table, one with a single row at <paramref name="time"/>. What was there is chained behind it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Start(ref PartialSession<TPartial> current, long time) =>
        current = new PartialSession<TPartial> { First = time, Last = time, Rows = 1, Next = current.Rows == 0 ? 0 : Chain(current) };

    /// <summary>Takes over a partial session from elsewhere.</summary>
    public void Add(TKey key, in PartialSession<TPartial> partial)
    {
        var index = Table.GetIndex(key);
        ref var current = ref Table.Slots[index].Value;
        var next = current.Rows == 0 ? 0 : Chain(current);
        current = partial;
        current.Next = next;
    }

    /// <summary>The one that <see cref="PartialSession{TPartial}.Next"/> stands for.</summary>
    public ref PartialSession<TPartial> After(int next) => ref _chained[next - 1];

    public void Clear()
    {
        Table.Clear();
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TPartial>())
        {
            Array.Clear(_chained, 0, _count);
        }

        _count = 0;
    }

    private int Chain(in PartialSession<TPartial> partial)
    {
        if (_count == _chained.Length)
        {
            Array.Resize(ref _chained, Math.Max(16, _count * 2));
        }

        _chained[_count++] = partial;
        return _count;
    }
}
