using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>Rows of one side of a window, in the order in which they came. Rows are only added at the end, so what a failed attempt has added is undone by cutting it off.</summary>
internal sealed class JoinedRows<TKey, TRow>
{
    /// <summary>The rows; the first <see cref="Count"/> are in use.</summary>
    public JoinedRow<TKey, TRow>[] Rows = [];

    public int Count;

    /// <summary>How many there were when the last batch was committed.</summary>
    public int Committed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TKey key, TRow row)
    {
        var rows = Rows;
        if ((uint)Count < (uint)rows.Length)
        {
            ref var place = ref rows[Count++];
            place.Key = key;
            place.Row = row;
        }
        else
        {
            Grow(key, row);
        }
    }

    public void AddAll(JoinedRows<TKey, TRow> more)
    {
        if (Rows.Length - Count < more.Count)
        {
            Array.Resize(ref Rows, Math.Max(Rows.Length * 2, Count + more.Count));
        }

        more.Rows.AsSpan(0, more.Count).CopyTo(Rows.AsSpan(Count));
        Count += more.Count;
    }

    /// <summary>Leaves the first <paramref name="count"/> rows.</summary>
    public void CutTo(int count)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<JoinedRow<TKey, TRow>>())
        {
            Array.Clear(Rows, count, Count - count);
        }

        Count = count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(TKey key, TRow row)
    {
        Array.Resize(ref Rows, Math.Max(16, Rows.Length * 2));
        Add(key, row);
    }
}
