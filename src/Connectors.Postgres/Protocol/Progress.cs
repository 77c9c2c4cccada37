namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>What the database knows of an output: one row of the table of commits.</summary>
/// <param name="Epoch">The latest epoch that has opened it.</param>
/// <param name="Committed">The last committed batch.</param>
/// <param name="Prepared">The batch that waits to be committed.</param>
/// <param name="PreparedRows">How many rows of it are staged.</param>
/// <param name="PreparedIn">The table that they are staged in.</param>
internal sealed record Progress(long Epoch, long? Committed, long? Prepared, long PreparedRows, string? PreparedIn)
{
    public bool HasCommitted(long batchId) => Committed >= batchId;
}
