namespace Linq.Streaming.Execution.Sessions;

/// <summary>A row and when it came.</summary>
internal readonly struct ArrivedRow<TRow>(TRow row, long batch, int partition, int position)
{
    public readonly TRow Row = row;

    private readonly long _batch = batch;
    private readonly int _partition = partition;
    private readonly int _position = position;

    /// <summary>Orders rows as they came: by batch, partition, position.</summary>
    public static int Compare(ArrivedRow<TRow> x, ArrivedRow<TRow> y) =>
        x._batch != y._batch ? x._batch.CompareTo(y._batch)
        : x._partition != y._partition ? x._partition.CompareTo(y._partition)
        : x._position.CompareTo(y._position);
}

/// <summary>Rows with their arrivals, as the content of a session whose aggregates depend on the order of rows.</summary>
/// <remarks>
/// Rows are only ever added behind <see cref="Count"/>, and no two sessions share an array, so an older copy of the struct stays valid while a newer one
/// grows; that is how a session of an earlier batch can be put back.
/// </remarks>
internal struct ArrivedRows<TRow>
{
    public ArrivedRow<TRow>[]? Rows;

    public int Count;

    /// <summary>Adds rows of a batch.</summary>
    public void Add(in RowChain<TRow> chain, int count, long batch)
    {
        Reserve(count);
        var store = chain.Store!;
        for (var position = chain.First; position >= 0; position = store[position].Next)
        {
            Rows![Count++] = new ArrivedRow<TRow>(store[position].Row, batch, store.Partition, position);
        }
    }

    public void Add(in ArrivedRows<TRow> other)
    {
        Reserve(other.Count);
        Array.Copy(other.Rows ?? [], 0, Rows!, Count, other.Count);
        Count += other.Count;
    }

    /// <summary>Puts the rows into the order of their arrival, in an array of its own where they are not in it.</summary>
    public void Sort()
    {
        for (var i = 1; i < Count; i++)
        {
            if (ArrivedRow<TRow>.Compare(Rows![i - 1], Rows[i]) > 0)
            {
                Rows = Rows.AsSpan(0, Count).ToArray();
                Array.Sort(Rows, ArrivedRow<TRow>.Compare);
                return;
            }
        }
    }

    private void Reserve(int more)
    {
        if (Rows is null || Count + more > Rows.Length)
        {
            var grown = new ArrivedRow<TRow>[Math.Max(Count + more, Count * 2)];
            Array.Copy(Rows ?? [], grown, Count);
            Rows = grown;
        }
    }
}
