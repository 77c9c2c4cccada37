namespace Linq.Streaming.Execution.Inputs;

/// <summary>What a source gave to a batch, as a log keeps it.</summary>
/// <param name="From">Where the source stood before, for a source that starts where it likes; else nothing.</param>
/// <param name="Until">Where the source stood behind its rows.</param>
/// <param name="HasRdd">Whether it had an RDD at the batch.</param>
/// <param name="HasEnded">Whether it would give no more after the batch.</param>
/// <param name="Rows">The rows, where the source does not give them again.</param>
internal sealed record RecordedInput(StreamOffsets From, StreamOffsets Until, bool HasRdd, bool HasEnded, InputBlocks? Rows);
