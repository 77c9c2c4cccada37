using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Rates;
using Linq.Streaming.Execution.Receiving;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>The running side of a source: what has arrived and not yet been given to a batch.</summary>
/// <remarks>
/// The receiver tracker calls <see cref="Start"/> once, then <see cref="Allocate(DateTimeOffset)"/> once for each batch in ascending batch time,
/// always from one thread at a time, and <see cref="Stop"/> once. Producers may run on any thread.
/// </remarks>
internal abstract class StreamInput(StreamSourceExpression source)
{
    /// <summary>The source as queries see it.</summary>
    public StreamSourceExpression Source { get; } = source;

    public string Name => Source.Name;

    /// <summary>Whether the source ends by itself (a list, a file) rather than by being stopped.</summary>
    public virtual bool IsBounded => false;

    /// <summary>Whether its rows are all at hand, so that taking a batch of them costs nothing; read after <see cref="Start"/>.</summary>
    public virtual bool IsAtHand => false;

    /// <summary>
    /// Whether nothing will come any more and everything that came has been allocated. A failed input is not completed: it
    /// throws from the next <see cref="Allocate(DateTimeOffset)"/>.
    /// </summary>
    public abstract bool IsCompleted { get; }

    /// <summary>Whether, after the last <see cref="Allocate(DateTimeOffset)"/>, the source holds no watermark back any more: it will give nothing more.</summary>
    public virtual bool HasEnded => IsCompleted;

    /// <summary>The time of the first row, for a source that carries its own batch times (<c>Replay</c>); read after <see cref="Start"/>. Null if it has none, or no rows.</summary>
    public virtual DateTimeOffset? FirstTime => null;

    /// <summary>How its rows are found again after a restart.</summary>
    public virtual InputRecovery Recovery => InputRecovery.None;

    /// <summary>Where it stands: behind the rows that have been allocated.</summary>
    public virtual StreamOffsets Position => StreamOffsets.None;

    /// <summary>Where it stood before the last batch, if it starts where it likes; else nothing.</summary>
    public virtual StreamOffsets From => StreamOffsets.None;

    /// <summary>Elements dropped by the overflow policy so far.</summary>
    public virtual long DroppedCount => 0;

    /// <summary>Pieces of input that were no rows, and have been left out so far.</summary>
    public virtual long MalformedCount => 0;

    /// <summary>How many elements wait for the batches to come, after the last <see cref="Allocate(DateTimeOffset)"/>; null where the source cannot tell.</summary>
    public virtual long? Lag => null;

    /// <summary>Whether it keeps its rows as bytes, with a checkpoint directory, so that they need to have some.</summary>
    public virtual bool KeepsRows => false;

    /// <summary>How its receiver stands; null for a source without one.</summary>
    public virtual ReceiverStatus? Receiver => null;

    /// <summary>Is told when that changes.</summary>
    public Action<StreamInput, ReceiverStatus>? OnChanged { get; set; }

    /// <summary>The most elements that the next batch should have, as rate control has it.</summary>
    public long MaxRows { get; private set; } = long.MaxValue;

    /// <summary>Why that is so.</summary>
    public LimitReason LimitReason { get; private set; }

    /// <summary>How many elements the last batch was given.</summary>
    public long LastCount { get; set; }

    /// <summary>Starts receiving. An exception here fails the start of the context.</summary>
    public abstract void Start(TimeProvider timeProvider);

    /// <summary>
    /// Takes everything received and not yet allocated for the batch that ends at <paramref name="batchTime"/>: an
    /// <see cref="InputBlocks{T}"/>, or null when the source has no RDD at that batch (which is not the same as no elements).
    /// </summary>
    /// <exception cref="StreamQueryException">The source has failed; everything received before the failure has been allocated first.</exception>
    public abstract InputBlocks? Allocate(DateTimeOffset batchTime);

    /// <summary>Sets how much it should give from now on; before an <see cref="Allocate(DateTimeOffset)"/>.</summary>
    /// <param name="rows">The most elements that the next batch should have; at least 1.</param>
    /// <param name="rowsPerSecond">The same as a rate, for sources that slow down what comes in.</param>
    public virtual void Limit(long rows, double rowsPerSecond) => MaxRows = rows;

    /// <summary>As <see cref="Limit(long, double)"/>, with the reason.</summary>
    public void Limit(SourceLimit limit)
    {
        LimitReason = limit.Reason;
        Limit(limit.Rows, limit.RowsPerSecond);
    }

    /// <summary>The checkpoint directory belongs to this process: what is kept there can be read and written. After <see cref="Seek"/>; not called without a directory.</summary>
    public virtual void OnOwned(BlockLogSettings settings)
    {
    }

    /// <summary>All is ready for what is received; the last call before anything is allocated.</summary>
    public virtual void Begin()
    {
    }

    /// <summary>Lets go of files; the last call of all.</summary>
    public virtual void Release()
    {
    }

    /// <summary>Goes on where an earlier run stood; called after <see cref="Start"/>, before anything is allocated.</summary>
    public virtual void Seek(StreamOffsets position)
    {
    }

    /// <summary>An earlier run has seen its end there; called after <see cref="Seek"/>. A source that may have more after a restart finds out by itself.</summary>
    public virtual void SeekEnd()
    {
    }

    /// <summary>Gives a batch exactly what an earlier run gave it. Such batches come first, in the order in which they were made.</summary>
    public virtual InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded) => recorded.Rows;

    /// <summary>What has been allocated so far is in the log, and will be found again.</summary>
    /// <param name="position">Where the source stood then.</param>
    public virtual void OnLogged(StreamOffsets position)
    {
    }

    /// <summary>Nothing before <paramref name="position"/> will be asked for again.</summary>
    public virtual void Forget(StreamOffsets position)
    {
    }

    /// <summary>
    /// Stops receiving: elements offered afterwards are refused, what was received stays allocatable, and producers
    /// that wait for room are released. May be called more than once, and before <see cref="Start"/>.
    /// </summary>
    public abstract void Stop();
}

/// <summary>What was allocated to one batch of one source.</summary>
internal abstract class InputBlocks
{
    /// <summary>The number of elements.</summary>
    public abstract long Count { get; }

    /// <summary>The elements in <paramref name="partitions"/> partitions, in order.</summary>
    public abstract BlockSet Partition(int partitions);
}

/// <inheritdoc cref="InputBlocks"/>
internal sealed class InputBlocks<T>(IReadOnlyList<Block<T>> blocks) : InputBlocks
{
    public IReadOnlyList<Block<T>> Blocks { get; } = blocks;

    public override long Count { get; } = blocks.Sum(block => (long)block.Count);

    public override BlockSet Partition(int partitions) => new BlockSet<T>([[.. Blocks]]).Repartition(partitions);
}
