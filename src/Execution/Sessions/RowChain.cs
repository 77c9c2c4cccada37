using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The rows of one task in the order in which they came, each with the place of the next row of its chain. Used again from batch to batch.</summary>
internal sealed class RowStore<TRow>
{
    private (TRow Row, int Next)[] _rows = [];
    private int _count;

    /// <summary>The task's partition.</summary>
    public int Partition { get; set; }

    public ref (TRow Row, int Next) this[int position] => ref _rows[position];

    /// <summary>The position of the row, from 0.</summary>
    public int Add(TRow row)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(16, _count * 2));
        }

        _rows[_count] = (row, -1);
        return _count++;
    }

    public void Clear()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TRow>())
        {
            Array.Clear(_rows, 0, _count);
        }

        _count = 0;
    }
}

/// <summary>Rows of a partial session, by their places in a store: so that keeping them until they are known to be late, or in a session, allocates nothing.</summary>
internal struct RowChain<TRow>
{
    private int _last;

    /// <summary>Where the rows are; null where there are none.</summary>
    public RowStore<TRow>? Store { get; private set; }

    /// <summary>The position of the first row, from which the others follow in ascending order.</summary>
    public int First { get; private set; }

    public void Add(RowStore<TRow> store, TRow row)
    {
        var position = store.Add(row);
        if (Store is null)
        {
            (Store, First) = (store, position);
        }
        else
        {
            store[_last].Next = position;
        }

        _last = position;
    }
}
