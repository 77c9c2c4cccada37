namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Rows kept in order, as an accumulator slot: a shared array that only grows, and how much of it is this one's.</summary>
/// <remarks>
/// Rows are only ever added behind <see cref="Count"/>, so an older copy of the struct stays valid while a newer one grows; that
/// is how an accumulator of an earlier batch can be restored.
/// </remarks>
internal struct CollectedRows<T>
{
    public T[] Rows;

    public int Count;

    public void Add(T row)
    {
        if (Rows is null || Count == Rows.Length)
        {
            Grow(Count + 1);
        }

        Rows![Count++] = row;
    }

    public void AddAll(CollectedRows<T> other)
    {
        if (Rows is null)
        {
            // The other accumulator is a partial one that nobody updates any more.
            this = other;
            return;
        }

        if (Count + other.Count > Rows.Length)
        {
            Grow(Count + other.Count);
        }

        Array.Copy(other.Rows ?? [], 0, Rows!, Count, other.Count);
        Count += other.Count;
    }

    private void Grow(int needed)
    {
        var grown = new T[Math.Max(needed, Math.Max(4, Count * 2))];
        Array.Copy(Rows ?? [], grown, Count);
        Rows = grown;
    }
}
