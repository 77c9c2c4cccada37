namespace Linq.Streaming.Execution.EventTime;

/// <summary>A part of a source whose rows come in an order of their own, and which has a watermark of its own.</summary>
/// <param name="Source">The number of the source; -1 for rows that are made of whole RDDs, whose source cannot be told.</param>
/// <param name="Partition">The number of the partition in the source; 0 where it has one.</param>
internal readonly record struct SourcePartition(int Source, int Partition)
{
    public static SourcePartition Unknown { get; } = new(-1, 0);
}
