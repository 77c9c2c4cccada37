using System.Numerics;
using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>Finds rows by key: for each home of keys a chain of rows, in their order. Built over the inner rows of one window after the other.</summary>
/// <remarks>
/// <para>
/// A chain goes through the rows themselves, so there is nothing but an array of its heads, which mostly fits a cache. Rows of other keys with the same home are in the same chain:
/// building compares no keys, and a look-up compares each.
/// </para>
/// <para>A head is the row's place plus a base that moves on with each window: heads of earlier windows are less than it, so nothing has to be cleared.</para>
/// </remarks>
internal sealed class JoinTable<TKey>
{
    private const int Smallest = 16;

    private int[] _heads = [];
    private int _base = 1;
    private int _count;
    private int _shift;

    /// <summary>Builds the chains of the first <paramref name="count"/> of <paramref name="rows"/>. A null key is in none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Build<TRow>(JoinedRow<TKey, TRow>[] rows, int count)
    {
        Begin(count);
        var (heads, first, shift) = (_heads, _base, _shift);

        // From the last row on, so that a chain goes from the first.
        for (var i = count - 1; i >= 0; i--)
        {
            ref var row = ref rows[i];
            if (row.Key is null)
            {
                row.Next = -1;
                continue;
            }

            ref var head = ref heads[Home(row.Key, shift)];
            row.Next = head - first;
            head = first + i;
        }
    }

    /// <summary>The first row of the chain in which rows with <paramref name="key"/> are; negative where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int First(TKey key) => key is null ? -1 : _heads[Home(key, _shift)] - _base;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Home(TKey key, int shift) => (int)((KeyHash<TKey>.Of(key) * TablePlacement.Golden) >> shift);

    private void Begin(int count)
    {
        var homes = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, count));
        _shift = 64 - BitOperations.Log2((uint)homes);
        if (_heads.Length < homes)
        {
            (_heads, _base) = (new int[homes], 1);
        }
        else if (_base > int.MaxValue - _count - count)
        {
            Array.Clear(_heads);
            _base = 1;
        }
        else
        {
            _base += _count;
        }

        _count = count;
    }
}
