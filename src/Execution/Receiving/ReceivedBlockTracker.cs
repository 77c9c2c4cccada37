namespace Linq.Streaming.Execution.Receiving;

/// <summary>Which blocks of a source have been received, and which batch has which. What changes is in the log before it is in memory. Thread-safe.</summary>
/// <param name="log">Where blocks and allocations go; null where nothing is kept.</param>
internal sealed class ReceivedBlockTracker<T>(IBlockLog<T>? log)
{
    private readonly Lock _gate = new();
    private readonly Queue<ReceivedBlock<T>> _waiting = [];
    private (long Ticks, IReadOnlyList<ReceivedBlock<T>> Blocks) _last = (long.MinValue, []);

    /// <summary>Whether blocks outlive the process.</summary>
    public bool IsLogged => log is not null;

    /// <summary>Blocks that are in no batch, in the order in which they were received.</summary>
    public IReadOnlyList<ReceivedBlock<T>> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting];
        }
    }

    /// <summary>The number of elements in them.</summary>
    public long WaitingRows { get; private set; }

    /// <summary>What they take in memory, as far as that is known.</summary>
    public long WaitingBytes { get; private set; }

    /// <summary>How many elements batches have had, in all runs.</summary>
    public long Allocated { get; private set; }

    /// <summary>Takes blocks in; returns when they will not be lost any more.</summary>
    public void Add(IReadOnlyList<ReceivedBlock<T>> blocks)
    {
        log?.Add(blocks);
        lock (_gate)
        {
            foreach (var block in blocks)
            {
                Wait(block);
            }
        }
    }

    /// <summary>Takes over what an earlier run has left, and stands behind the elements that batches have had.</summary>
    public void Restore(IEnumerable<ReceivedBlock<T>> blocks, long allocated)
    {
        lock (_gate)
        {
            Allocated = allocated;
            foreach (var block in blocks.Where(block => block.Position >= allocated))
            {
                Wait(block);
            }
        }
    }

    /// <summary>Gives waiting blocks to the batch that ends at <paramref name="ticks"/>: all, or as many as have no more than <paramref name="maxRows"/> elements and <paramref name="maxBytes"/>, and one at least.</summary>
    /// <returns>What the batch has. For one that is not later than the last nothing is allocated.</returns>
    public IReadOnlyList<ReceivedBlock<T>> Allocate(long ticks, long maxRows = long.MaxValue, long maxBytes = long.MaxValue)
    {
        lock (_gate)
        {
            if (ticks <= _last.Ticks)
            {
                return BlocksOf(ticks);
            }

            var (blocks, rows, bytes) = (new List<ReceivedBlock<T>>(), 0L, 0L);
            foreach (var block in _waiting)
            {
                (rows, bytes) = (rows + block.Rows.Count, bytes + block.Bytes);
                if (blocks.Count > 0 && (rows > maxRows || bytes > maxBytes))
                {
                    rows -= block.Rows.Count;
                    break;
                }

                blocks.Add(block);
            }

            return Give(ticks, blocks, rows);
        }
    }

    /// <summary>Gives a batch what an earlier run gave it: the blocks up to the element <paramref name="until"/>.</summary>
    /// <returns>Null where they are not all there.</returns>
    public IReadOnlyList<ReceivedBlock<T>>? AllocateAgain(long ticks, long until)
    {
        lock (_gate)
        {
            var blocks = _waiting.TakeWhile(block => block.End <= until).ToList();
            var isWhole = until == Allocated || (blocks.Count > 0 && blocks[0].Position == Allocated && blocks[^1].End == until);
            return isWhole ? Give(ticks, blocks, until - Allocated) : null;
        }
    }

    /// <summary>The blocks of the last batch; of others none is remembered.</summary>
    public IReadOnlyList<ReceivedBlock<T>> BlocksOf(long ticks)
    {
        lock (_gate)
            return ticks == _last.Ticks ? _last.Blocks : [];
    }

    /// <summary>Elements before <paramref name="position"/> are never read again.</summary>
    public void Forget(long position) => log?.Forget(position);

    private void Wait(ReceivedBlock<T> block)
    {
        _waiting.Enqueue(block);
        (WaitingRows, WaitingBytes) = (WaitingRows + block.Rows.Count, WaitingBytes + block.Bytes);
    }

    private List<ReceivedBlock<T>> Give(long ticks, List<ReceivedBlock<T>> blocks, long rows)
    {
        // A source that receives nothing for a year has nothing to note.
        if (rows > 0)
        {
            log?.Allocate(ticks, Allocated + rows);
        }

        foreach (var block in blocks)
        {
            _waiting.Dequeue();
            WaitingBytes -= block.Bytes;
        }

        _last = (ticks, blocks);
        WaitingRows -= rows;
        Allocated += rows;
        return blocks;
    }
}
