using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>A source whose rows come in an order that is always the same, so that the number of rows before one is its position.</summary>
internal abstract class ReplayableInput<T>(StreamSourceExpression source) : StreamInput(source)
{
    public sealed override InputRecovery Recovery => InputRecovery.Replayed;

    public sealed override StreamOffsets Position => StreamOffsets.Of(Taken);

    /// <summary>How many rows batches have taken.</summary>
    protected long Taken { get; private set; }

    public sealed override void Seek(StreamOffsets position)
    {
        var rows = position[""] - Taken;
        if (Skip(rows) != rows)
        {
            throw new StreamQueryException(StreamErrors.SourceShorterThanCheckpoint(Name, position[""], Taken + rows));
        }

        Taken += rows;
    }

    public sealed override InputBlocks? Allocate(DateTimeOffset batchTime)
    {
        var blocks = Take(batchTime);
        Taken += blocks?.Count ?? 0;
        return blocks;
    }

    public sealed override InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded)
    {
        var rows = recorded.Until[""] - Taken;
        var blocks = new InputBlocks<T>(Read(batchTime, rows));
        if (blocks.Count != rows)
        {
            throw new StreamQueryException(StreamErrors.SourceShorterThanCheckpoint(Name, recorded.Until[""], Taken + blocks.Count));
        }

        Taken += rows;
        return recorded.HasRdd ? blocks : null;
    }

    /// <summary>The rows of the next batch.</summary>
    protected abstract InputBlocks? Take(DateTimeOffset batchTime);

    /// <summary>The next rows, exactly so many if there are as many, of a batch that an earlier run made.</summary>
    protected abstract IReadOnlyList<Block<T>> Read(DateTimeOffset batchTime, long rows);

    /// <summary>Leaves rows out; how many, which is fewer where there are not as many.</summary>
    protected abstract long Skip(long rows);
}
