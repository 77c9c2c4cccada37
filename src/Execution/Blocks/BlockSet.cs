namespace Linq.Streaming.Execution.Blocks;

/// <summary>The rows of one RDD, in partitions of blocks, for code that does not know their type.</summary>
internal abstract class BlockSet
{
    /// <summary>The number of partitions.</summary>
    public abstract int PartitionCount { get; }

    /// <summary>The number of rows.</summary>
    public abstract long Count { get; }

    /// <summary>The blocks of a partition, as the <c>Block&lt;T&gt;[]</c> that generated loops read.</summary>
    public abstract object Partition(int index);

    /// <summary>The same rows in <paramref name="partitions"/> partitions: row i of n in partition floor(i · partitions / n). Nothing is copied.</summary>
    public abstract BlockSet Repartition(int partitions);

    /// <summary>The rows of all sets of this type, in order, in <paramref name="partitions"/> partitions. Nothing is copied.</summary>
    public abstract BlockSet Union(IReadOnlyList<BlockSet> sets, int partitions);

    /// <summary>The rows without the first <paramref name="skip"/>, and at most <paramref name="take"/> of them, in one partition. Nothing is copied.</summary>
    public abstract BlockSet Slice(long skip, long take);

    /// <summary>The same rows in memory of their own.</summary>
    public abstract BlockSet Copy();

    /// <summary>The elements of <paramref name="sequence"/>, an enumerable of this set's type, in one partition.</summary>
    public abstract BlockSet FromRows(object sequence);
}

/// <inheritdoc cref="BlockSet"/>
internal sealed class BlockSet<T>(Block<T>[][] partitions) : BlockSet
{
    public static BlockSet<T> Empty { get; } = new([[]]);

    public override int PartitionCount => partitions.Length;

    public override long Count { get; } = CountRows(partitions);

    public Block<T>[] Blocks(int partition) => partitions[partition];

    public override object Partition(int index) => partitions[index];

    public override BlockSet Repartition(int count)
    {
        if (count == partitions.Length && count == 1)
        {
            return this;
        }

        var rows = Count;
        var result = new Block<T>[count][];
        var cursor = new BlockCursor<T>(partitions.SelectMany(blocks => blocks));
        for (var p = 0; p < count; p++)
        {
            // Row i goes to partition floor(i · count / rows), so partition p starts at ceil(p · rows / count).
            result[p] = cursor.Take(Ceiling((p + 1) * rows, count) - Ceiling(p * rows, count));
        }

        return new BlockSet<T>(result);
    }

    public override BlockSet Union(IReadOnlyList<BlockSet> sets, int count) =>
        new BlockSet<T>([[.. sets.Cast<BlockSet<T>>().SelectMany(set => set.All())]]).Repartition(count);

    public override BlockSet<T> Slice(long skip, long take)
    {
        var cursor = new BlockCursor<T>(All());
        cursor.Take(Math.Min(skip, Count));
        return new BlockSet<T>([cursor.Take(Math.Min(take, Math.Max(0, Count - skip)))]);
    }

    public override BlockSet Copy() =>
        new BlockSet<T>([.. partitions.Select(blocks => blocks.Select(block => new Block<T>(block.Span.ToArray())).ToArray())]);

    public override BlockSet FromRows(object sequence) => new BlockSet<T>([[new Block<T>(((IEnumerable<T>)sequence).ToArray())]]);

    /// <summary>All rows in order, in an array of their own.</summary>
    public T[] ToArray()
    {
        var rows = new T[Count];
        var at = 0;
        foreach (var block in All())
        {
            block.Span.CopyTo(rows.AsSpan(at));
            at += block.Count;
        }

        return rows;
    }

    public IEnumerable<Block<T>> All() => partitions.Length == 1 ? partitions[0] : partitions.SelectMany(blocks => blocks);

    private static long CountRows(Block<T>[][] partitions)
    {
        var rows = 0L;
        foreach (var blocks in partitions)
        {
            foreach (var block in blocks)
            {
                rows += block.Count;
            }
        }

        return rows;
    }

    private static long Ceiling(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
