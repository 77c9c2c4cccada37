namespace Linq.Streaming;

/// <summary>How far a source can be read.</summary>
/// <param name="Until">The positions behind the last rows.</param>
/// <param name="IsEnd">Whether nothing will ever come behind them.</param>
/// <param name="Lag">How many rows are known to wait behind them; null where the source cannot tell. Rate control shares what the query can take among sources by it.</param>
public readonly record struct StreamAdvance(StreamOffsets Until, bool IsEnd = false, long? Lag = null)
{
    /// <summary>Where partitions begin that are new with this batch; those that are not among them begin at 0. It is recorded with the batch.</summary>
    public StreamOffsets? Begins { get; init; }
}
