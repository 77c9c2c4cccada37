namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>A batch between the two steps of its commit.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Ends">Where the partitions of the topic ended when it was prepared: nothing of it is before.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record PreparedBatch(long Id, IReadOnlyDictionary<int, long> Ends, IReadOnlyList<PreparedRow> Rows);
